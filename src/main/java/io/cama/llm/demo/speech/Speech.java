package io.cama.llm.demo.speech;

import java.util.Optional;

/** A protocol, known by the end of the path that is called. */
public sealed interface Speech permits OpenAiSpeech, AnthropicSpeech, OllamaSpeech {
    /** The protocol that is spoken at a path; empty where none is. */
    static Optional<Speech> at(String path) {
        if (path.endsWith("/chat/completions")) {
            return Optional.of(new OpenAiSpeech());
        }
        if (path.endsWith("/messages")) {
            return Optional.of(new AnthropicSpeech());
        }
        return path.endsWith("/api/chat") ? Optional.of(new OllamaSpeech()) : Optional.empty();
    }

    /** The protocol for errors at paths where none is spoken. */
    static Speech usual() {
        return new OpenAiSpeech();
    }

    /**
     * Reads a request.
     *
     * @throws Asked.Malformed if a real endpoint would refuse it as well
     */
    Asked read(byte[] body) throws Asked.Malformed;

    /** The body of a reply. */
    String reply(Asked asked, Said said);

    /**
     * The body of an error.
     *
     * @param param the member of the request at fault, empty when it is the whole; with 429 the budget
     *     that is used up, {@code requests} or {@code tokens}
     */
    String error(int status, String param, String message);
}
