package io.cama.input.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON object of one row, strictly: no duplicate names, no lone surrogates, no NUL characters, and
 * no number that cannot be kept exactly. Whole numbers become {@code Integer}, {@code Long} or
 * {@code BigInteger}, others {@code BigDecimal}.
 */
public final class JsonObjects {
    private static final int MAX_EXPONENT = 999;
    private static final int SHOWN = 200;

    private final JsonFactory factory;
    private final int maxDepth;
    private final int maxDigits;

    /**
     * @param maxLength of one string, in characters
     * @param maxDepth how deeply objects and lists may be nested, the row itself being 1
     * @param maxDigits of one number
     */
    public JsonObjects(int maxLength, int maxDepth, int maxDigits) {
        this.maxDepth = maxDepth;
        this.maxDigits = maxDigits;
        this.factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth + 1)
                        .maxNumberLength(maxDigits)
                        .maxStringLength(maxLength)
                        .maxNameLength(maxLength)
                        .build())
                .build();
    }

    /**
     * Reads one object.
     *
     * @param line where the text begins in its file
     * @return its members in order; a JSON null is a null value
     */
    public Map<String, Object> parse(String text, long line) throws BadJson {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadJson(line, "an object {…} is expected, seen " + shown(text));
            }
            Map<String, Object> members = object(parser, line, 1);
            if (parser.nextToken() != null) {
                throw new BadJson(line, "text follows the end of the object");
            }
            return members;
        } catch (StreamConstraintsException e) {
            throw new BadJson(
                    line, "a number of more than %,d digits, or a text beyond the limit".formatted(maxDigits));
        } catch (JsonProcessingException e) {
            long below =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr() - 1);
            throw new BadJson(line + below, "not valid JSON: " + shown(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new BadJson(line, "not readable: " + e.getMessage());
        }
    }

    private Map<String, Object> object(JsonParser parser, long line, int depth) throws IOException, BadJson {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = clean(parser.currentName(), line);
            parser.nextToken();
            members.put(name, value(parser, line, depth));
        }
        return members;
    }

    private List<Object> list(JsonParser parser, long line, int depth) throws IOException, BadJson {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser, line, depth));
        }
        return values;
    }

    private @Nullable Object value(JsonParser parser, long line, int depth) throws IOException, BadJson {
        JsonToken token = parser.currentToken();
        if (token.isStructStart() && depth == maxDepth) {
            throw new BadJson(line, "nested more than " + maxDepth + " deep");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, line, depth + 1);
            case START_ARRAY -> list(parser, line, depth + 1);
            case VALUE_STRING -> clean(parser.getText(), line);
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser.getText(), line);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private BigDecimal decimal(String digits, long line) throws BadJson {
        try {
            BigDecimal number = new BigDecimal(digits);
            if (Math.abs((long) number.precision() - number.scale()) <= MAX_EXPONENT && number.scale() <= maxDigits) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw tooLarge(digits, line);
        }
        throw tooLarge(digits, line);
    }

    private static BadJson tooLarge(String digits, long line) {
        return new BadJson(line, "the number " + shown(digits) + " is out of range; write it as a text in quotes");
    }

    private static String clean(String text, long line) throws BadJson {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new BadJson(line, "it holds a NUL character");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new BadJson(line, "half a character: lone surrogate \\u%04x".formatted((int) c));
            }
        }
        return text;
    }

    private static String shown(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "…";
    }
}
