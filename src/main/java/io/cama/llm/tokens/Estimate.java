package io.cama.llm.tokens;

import io.cama.model.Message;
import io.cama.model.Part;
import java.util.List;

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

    /**
     * What messages may cost by themselves, as they count within a request. What a dialect makes of them adds the same to
     * every request of one prompt.
     */
    public static long of(List<Message> messages) {
        long tokens = 0;
        for (Message message : messages) {
            tokens += BodyScan.TOKENS_A_MESSAGE + Tokens.of(message.text());
            for (Part part : message.content()) {
                tokens += part instanceof Part.Media ? BodyScan.TOKENS_A_MEDIUM : 0;
            }
        }
        return tokens;
    }
}
