package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.demo.speech.Asked;
import io.cama.llm.demo.speech.Speech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The demo model without a server: a response is a function of the request and of nothing else. It speaks
 * Chat Completions (a path that ends in {@code /chat/completions}), Anthropic's Messages ({@code /messages})
 * and Ollama's chat ({@code /api/chat}). Safe for use by many threads.
 */
public final class DemoModel {
    private static final int MAX_BODY = 10_000_000;

    /**
     * An HTTP response.
     *
     * @param body empty for none
     */
    public record Response(int status, Map<String, String> headers, String body) {
        static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

        public Response {
            headers = Map.copyOf(headers);
        }

        static Response json(int status, String body) {
            return new Response(status, JSON, body);
        }

        /** The body as it is sent: UTF-8. */
        public byte[] bytes() {
            return body.getBytes(UTF_8);
        }
    }

    /** What came in: a request that can be answered, or why not. */
    record Incoming(Speech speech, Optional<Asked> asked, Response refusal) {}

    private final DemoAnswer answers;

    private DemoModel(DemoAnswer answers) {
        this.answers = answers;
    }

    /**
     * A model with replies written by hand; what they do not answer is made up.
     *
     * @param replyFiles one JSON object a line: {@code {"when":{"term":"apple"},"reply":…}}
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a line is malformed
     */
    public static DemoModel read(List<Path> replyFiles) throws IOException {
        return new DemoModel(new DemoAnswer(ReplyBook.read(replyFiles)));
    }

    /**
     * Answers a POST.
     *
     * @return with status 400, 404 or 413 and an error in the protocol's own form where it cannot be answered
     */
    public Response answer(String path, byte[] body) {
        Incoming incoming = understand(path, body);
        return incoming.asked()
                .map(asked -> Response.json(200, incoming.speech().reply(asked, answers.to(asked))))
                .orElse(incoming.refusal());
    }

    DemoAnswer answers() {
        return answers;
    }

    static Incoming understand(String path, byte[] body) {
        Speech speech = Speech.at(path).orElse(null);
        if (speech == null) {
            Speech any = Speech.usual();
            return new Incoming(any, Optional.empty(), unknown("POST " + path));
        }
        if (body.length > MAX_BODY) {
            String message = "The request has more than " + MAX_BODY + " bytes.";
            return new Incoming(speech, Optional.empty(), Response.json(413, speech.error(413, "", message)));
        }
        try {
            return new Incoming(speech, Optional.of(speech.read(body)), Response.json(200, ""));
        } catch (Asked.Malformed e) {
            return new Incoming(speech, Optional.empty(), Response.json(400, speech.error(400, e.param(), e.text())));
        }
    }

    static Response unknown(String asked) {
        return Response.json(
                404,
                Speech.usual()
                        .error(
                                404,
                                "",
                                "Unknown request URL: " + asked + ". The demo endpoint serves /v1/chat/completions, "
                                        + "/v1/messages and /api/chat."));
    }

    /** The models, as a protocol lists them. */
    static Response models(String path) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        if (path.equals("/v1/models")) {
            list.put("object", "list")
                    .putArray("data")
                    .addObject()
                    .put("id", "any")
                    .put("object", "model")
                    .put("owned_by", "demo");
        } else if (path.equals("/api/tags")) {
            list.putArray("models")
                    .addObject()
                    .put("name", "any")
                    .put("model", "any")
                    .put("modified_at", "2000-01-01T00:00:00Z")
                    .put("size", 0)
                    .put("digest", "demo")
                    .putObject("details")
                    .put("family", "demo");
        } else {
            return unknown("GET " + path);
        }
        return Response.json(200, list.toString());
    }

    /** The longest body that is read, and one byte, which tells that there was more. */
    static int readAtMost() {
        return MAX_BODY + 1;
    }
}
