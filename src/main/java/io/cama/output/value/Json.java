package io.cama.output.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON that keeps what it is given: order, every digit, and even text that is no valid Unicode. */
public final class Json {
    private static final int LONGEST_NUMBER = 10_000;
    private static final int LONGEST_TEXT = 200_000_000;
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private Json() {}

    /** The value on one line, without spaces between its parts. */
    public static String write(Object value) {
        try {
            return escapeLoneSurrogates(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException refused) {
            throw new IllegalArgumentException("cannot be written as JSON: " + refused.getOriginalMessage(), refused);
        }
    }

    /**
     * The object the text stands for.
     *
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static Map<String, Object> readObject(String text) {
        try {
            Map<String, Object> object = MAPPER.readerFor(OBJECT)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(text);
            if (object == null) {
                throw new IllegalArgumentException("is no JSON object: " + text.strip());
            }
            return object;
        } catch (JsonProcessingException refused) {
            throw new IllegalArgumentException("is no JSON object: " + refused.getOriginalMessage(), refused);
        }
    }

    /** A reader of a whole stream; {@link #next} takes one object from it. */
    public static JsonParser parser(InputStream in) throws IOException {
        JsonParser parser = MAPPER.getFactory().createParser(in);
        parser.setCodec(MAPPER);
        return parser;
    }

    /** The object at whose opening brace the parser stands. */
    public static Map<String, Object> next(JsonParser parser) throws IOException {
        return parser.readValueAs(OBJECT);
    }

    private static String escapeLoneSurrogates(String json) {
        if (json.codePoints().noneMatch(Json::isSurrogate)) {
            return json;
        }
        StringBuilder out = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(point -> {
            if (isSurrogate(point)) {
                out.append("\\u").append(Integer.toHexString(point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
