package io.cama.llm.tokens;

/**
 * What a request may cost in tokens, guessed before it is sent.
 *
 * @param input all messages, with what each costs beside its text, and the schema and tools that go with them
 * @param maxOutput the most the request allows the reply, for all choices together; 0 where it names no limit
 */
public record Estimate(long input, long maxOutput) {
    /**
     * Estimates a request.
     *
     * <p>Understood are the bodies of Chat Completions, Anthropic's Messages and Ollama's chat. A body that is no JSON
     * object is taken for one long text, so an estimate there always is.
     *
     * @param body as a dialect wrote it
     */
    public static Estimate of(String body) {
        return BodyScan.of(body);
    }
}
