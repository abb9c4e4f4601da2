package io.cama.llm;

import io.cama.model.Provider;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import java.util.Map;

/**
 * A protocol that providers speak. Text in, text out; no HTTP. Stateless and safe for many threads.
 *
 * <p>A further one is found when its class is named in {@code META-INF/services/io.cama.llm.Dialect}.
 */
public interface Dialect {
    /** The word a provider's {@code dialect} setting names it by. */
    String name();

    /** What comes behind the provider's base URL, beginning with a slash. */
    String path();

    /**
     * The request's body. The same arguments always give the same text, since its hash identifies the request.
     *
     * @param model the model's name without the provider's
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
}
