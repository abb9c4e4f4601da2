package io.cama.llm;

import io.cama.llm.read.RateHeaders;
import io.cama.model.Provider;
import io.cama.model.RateHints;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import java.util.Map;

/**
 * A protocol that providers speak. Text in, text out; no HTTP. Safe for many threads.
 *
 * <p>A further one is found when its class is named in {@code META-INF/services/io.cama.llm.Dialect}, or is given to
 * {@link Dialects}.
 */
public interface Dialect {
    /** The word a provider's {@code dialect} setting names it by. */
    String name();

    /**
     * The whole URL of a call. Base URLs are taken with and without a slash at their end, and with and without the
     * version, whichever of them people write.
     *
     * @param base the provider's base URL, or the one that stands in for it
     */
    String address(String base);

    /**
     * The request's body. The same arguments always give the same text, since its hash identifies the request.
     *
     * @param model the model's name without the provider's
     * @throws io.cama.model.ItemFault NOT_SUPPORTED if the protocol has no way to say what the prompt asks for
     */
    String write(Provider provider, String model, Rendered rendered);

    /**
     * The request's headers, the key among them.
     *
     * @throws IllegalArgumentException if a header of the provider holds a control character
     */
    Map<String, String> headers(Provider provider);

    /**
     * Reads a response of any status. Never throws, whatever was received.
     *
     * @param headers response headers, names in lower case
     * @param body as received, decompressed
     */
    Reply read(Provider provider, int status, Map<String, String> headers, byte[] body);

    /**
     * What the headers of a response say about the endpoint's limits. Unless a dialect says otherwise, the headers of
     * OpenAI, Azure, Anthropic and OpenRouter are known; {@code Retry-After} is no part of it.
     *
     * @param headers response headers, names in lower case
     */
    default RateHints hints(int status, Map<String, String> headers) {
        return RateHeaders.read(headers);
    }
}
