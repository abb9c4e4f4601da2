package io.cama.llm.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A price list: the public shape, or what OpenRouter's list of models gives. */
final class PriceFile {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The entry that says of a whole file what others say of themselves. */
    static final String HEAD = "_file";

    static final String AS_OF = "as_of";

    private static final long LARGEST = 64 << 20;
    private static final int MOST_DIGITS = 40;

    /** No model ever cost a tenth of this; a larger number is the price of a million tokens. */
    private static final BigDecimal DEAREST = new BigDecimal("0.01");

    private PriceFile() {}

    /**
     * An entry that was left out.
     *
     * @param model as the file calls it
     * @param why what is the matter with it; the same words for the same matter
     */
    record Skipped(String model, String why) {}

    /** What a list says, under each model's full name in the order of the file. */
    record Reading(Map<String, Price> prices, List<Skipped> skipped) {}

    /**
     * The days prices are known for.
     *
     * @param forced for all, whatever the file says; or null
     * @param otherwise for those of which the file does not say; or null
     */
    record Day(@Nullable LocalDate forced, @Nullable LocalDate otherwise) {
        static final Day OF_FILE = new Day(null, null);

        @Nullable
        LocalDate of(@Nullable LocalDate said) {
            if (forced != null) {
                return forced;
            }
            return said == null ? otherwise : said;
        }
    }

    /**
     * Reads a file that holds a JSON object.
     *
     * @throws IllegalArgumentException if it holds anything else
     */
    static ObjectNode tree(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException("is larger than 64 MB, so it is no price list");
        }
        return tree(Files.readAllBytes(file));
    }

    static ObjectNode tree(byte[] bytes) throws IOException {
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("is no JSON object");
        } catch (JsonProcessingException broken) {
            String where = broken.getLocation() == null
                    ? ""
                    : " (line " + broken.getLocation().getLineNr() + ")";
            throw new IllegalArgumentException("is no JSON" + where + ": " + broken.getOriginalMessage(), broken);
        }
    }

    /** Understands a list in either shape. */
    static Reading read(ObjectNode root, Day day, String source) {
        return root.path("data").isArray()
                ? OpenRouterShape.read(root.path("data"), day, source)
                : PublicShape.read(root, day, source);
    }

    /**
     * An amount in dollars, a number or a text.
     *
     * @return null where there is none
     * @throws IllegalArgumentException if it is none or cannot be a price
     */
    static @Nullable BigDecimal dollars(JsonNode entry, String field) {
        JsonNode node = entry.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        BigDecimal amount;
        try {
            amount = node.isNumber()
                    ? node.decimalValue()
                    : new BigDecimal(node.asText().strip());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(field + " is no number", none);
        }
        if (amount.precision() > MOST_DIGITS || Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException(field + " has more digits than a price has");
        }
        if (amount.signum() < 0) {
            throw new IllegalArgumentException(field + " is below zero, so the price is not fixed");
        }
        return amount;
    }

    /** The price of one token, or null; as {@link #dollars} otherwise. */
    static @Nullable BigDecimal rate(JsonNode entry, String field) {
        BigDecimal rate = dollars(entry, field);
        if (rate != null && rate.compareTo(DEAREST) > 0) {
            throw new IllegalArgumentException(
                    field + " is over a cent; write the price of one token, not of a million");
        }
        return rate;
    }

    /** As {@link #rate}, but it must be there. */
    static BigDecimal needed(JsonNode entry, String field) {
        BigDecimal rate = rate(entry, field);
        if (rate == null) {
            throw new IllegalArgumentException("has no " + field);
        }
        return rate;
    }

    /** The day an entry or a file names, or null. */
    static @Nullable LocalDate day(JsonNode entry) {
        JsonNode day = entry.path(AS_OF);
        try {
            return day.isMissingNode() || day.isNull() ? null : LocalDate.parse(day.asText());
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(AS_OF + " is no day; write it as 2025-12-31", unreadable);
        }
    }

    /** A number of tokens; 0 where there is none, or it is none. */
    static long tokens(JsonNode entry, String field) {
        return Math.max(0, entry.path(field).asLong());
    }
}
