package io.cama.cli.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** JSON on the command line, in and out. */
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /** The value as an indented document. */
    public static String of(@Nullable Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The value on one line. */
    public static String line(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a text that must have a certain form.
     *
     * @param what names the text in the error, such as {@code --data}
     * @throws Refusal with {@link Exit#BAD_INPUT} if it is something else
     */
    public static <T> T read(String text, TypeReference<T> type, String what) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value != null) {
                return value;
            }
            throw new Refusal(Exit.BAD_INPUT, what + " is null", "give a JSON object, such as '{\"term\": \"word\"}'");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new Refusal(
                    Exit.BAD_INPUT,
                    what + " is not the JSON expected" + where + ": " + e.getOriginalMessage(),
                    "check quotes and brackets; in a shell put the whole text between single quotes");
        }
    }
}
