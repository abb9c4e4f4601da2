package io.cama.llm.tokens;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Set;

/** Goes once through a request, without building a tree and without reading what does not count. */
final class BodyScan {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    static final int TOKENS_A_MESSAGE = 4;
    private static final int TOKENS_A_REPLY = 3;

    /** About what a large picture costs at Anthropic, and more than most cost elsewhere; its bytes say nothing. */
    static final int TOKENS_A_MEDIUM = 1600;

    private static final int QUOTES_AND_COMMA = 3;

    private static final Set<String> SHAPES =
            Set.of("response_format", "format", "output_config", "output_format", "tools", "functions", "tool_choice");
    private static final Set<String> LIMITS = Set.of(
            "max_tokens", "max_completion_tokens", "max_output_tokens", "max_new_tokens", "num_predict", "n_predict");
    private static final Set<String> MEDIA =
            Set.of("image_url", "source", "images", "input_audio", "file", "video_url", "audio");
    private static final Set<String> LABELS = Set.of("role", "type", "id", "tool_call_id", "cache_control");

    private final JsonParser parser;
    private final Tokens shapes = new Tokens();
    private long input = TOKENS_A_REPLY;
    private long limit;
    private long choices = 1;

    private BodyScan(JsonParser parser) {
        this.parser = parser;
    }

    static Estimate of(String body) {
        try (JsonParser parser = JSON.createParser(body)) {
            return new BodyScan(parser).request();
        } catch (IOException broken) {
            return new Estimate(TOKENS_A_REPLY + TOKENS_A_MESSAGE + Tokens.of(body), 0);
        }
    }

    private Estimate request() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("messages")) {
                messages();
            } else if (name.equals("system")) {
                input += TOKENS_A_MESSAGE;
                texts();
            } else if (SHAPES.contains(name)) {
                shape();
            } else if (name.equals("options")) {
                options();
            } else {
                number(name);
            }
        }
        return new Estimate(input + shapes.count(), limit * choices);
    }

    private void messages() throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                input += TOKENS_A_MESSAGE;
                texts();
            }
        } else {
            texts();
        }
    }

    /** Counts every text below, each by itself; the parser ends on the last token of the value. */
    private void texts() throws IOException {
        int depth = 0;
        do {
            JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                skipUncounted(parser.currentName());
            } else if (token == JsonToken.VALUE_STRING) {
                input += Tokens.of(parser.getText());
            } else if (token.isNumeric()) {
                input++;
            } else {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        } while (depth > 0);
    }

    /** Goes past the value of a member whose text is no text for the model. */
    private void skipUncounted(String name) throws IOException {
        if (MEDIA.contains(name)) {
            parser.nextToken();
            media();
        } else if (LABELS.contains(name)) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private void media() throws IOException {
        long count = 1;
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            count = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                count++;
            }
        }
        parser.skipChildren();
        input += count * TOKENS_A_MEDIUM;
    }

    /** Counts the JSON text of the value, its escapes undone. */
    private void shape() throws IOException {
        int depth = 0;
        do {
            JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            shapes.add(parser.getText());
            shapes.add(token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING ? QUOTES_AND_COMMA : 0);
        } while (depth > 0);
    }

    private void options() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            number(name);
        }
    }

    private void number(String name) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            parser.skipChildren();
        } else if (LIMITS.contains(name)) {
            limit = Math.max(limit, parser.getValueAsLong());
        } else if (name.equals("n")) {
            choices = Math.max(1, parser.getValueAsLong());
        }
    }
}
