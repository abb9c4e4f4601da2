package io.cama.llm.anthropic;

import io.cama.llm.Dialect;
import io.cama.llm.read.Response;
import io.cama.llm.write.Address;
import io.cama.llm.write.Headers;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import java.util.HashMap;
import java.util.Map;

/** Messages, not streamed. */
public final class AnthropicDialect implements Dialect {
    private static final String VERSION = "2023-06-01";

    @Override
    public String name() {
        return "anthropic";
    }

    /** A base URL leaves the version out, but may hold it. */
    @Override
    public String address(String base) {
        return Address.join(base, "/v1/messages");
    }

    @Override
    public String write(Provider provider, String model, Rendered rendered) {
        return new MessagesRequest(provider, model, rendered).text();
    }

    /** The key and the version of the protocol; a header of the provider may name another version. */
    @Override
    public Map<String, String> headers(Provider provider) {
        var own = new HashMap<>(Headers.key(provider, "x-api-key", ""));
        own.put("anthropic-version", VERSION);
        return Headers.of(provider, own);
    }

    @Override
    public Reply read(Provider provider, int status, Map<String, String> headers, byte[] body) {
        Response response = new Response(provider, status, headers);
        return response.read(body, new MessagesAnswer(response));
    }
}
