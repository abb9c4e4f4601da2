package io.cama.prompt.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value strictly: no duplicate keys, no NaN, nothing behind it, 200 levels, exact numbers. */
public final class JsonReader {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_DIGITS = 1_000;
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads a text that holds one JSON value and nothing else.
     *
     * @return a map, list, string, number, boolean or null; decimals are BigDecimal
     */
    public @Nullable Object read(String text) throws BadJson {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new BadJson("it is empty");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new BadJson("something stands behind the value" + at(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new BadJson(firstLine(e.getOriginalMessage()) + where);
        } catch (IOException | NumberFormatException | ArithmeticException e) {
            throw new BadJson(firstLine(String.valueOf(e.getMessage())));
        }
    }

    private @Nullable Object value(JsonParser parser) throws IOException, BadJson {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> whole(parser.getText());
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    @SuppressWarnings("NullAway")
    private Map<String, Object> object(JsonParser parser) throws IOException, BadJson {
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = whole(parser.currentName());
            parser.nextToken();
            values.put(key, value(parser));
        }
        return values;
    }

    @SuppressWarnings("NullAway")
    private List<Object> array(JsonParser parser) throws IOException, BadJson {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }

    /** Half of a surrogate pair, which JSON can spell with an escape and UTF-8 cannot, becomes U+FFFD. */
    private static String whole(String text) {
        return LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }

    private static BigDecimal decimal(JsonParser parser) throws IOException, BadJson {
        BigDecimal number = parser.getDecimalValue();
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw new BadJson("the number " + parser.getText() + " is out of range" + at(parser));
        }
        return number;
    }

    private static String at(JsonParser parser) {
        return " (line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr() + ")";
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() > 160 ? line.substring(0, 160) + "…" : line;
    }
}
