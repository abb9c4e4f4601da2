package io.cama.llm.ollama;

import io.cama.llm.Dialect;
import io.cama.llm.read.Response;
import io.cama.llm.write.Address;
import io.cama.llm.write.Headers;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import java.util.Map;

/** Ollama's chat, not streamed. */
public final class OllamaDialect implements Dialect {
    private static final String COMPATIBLE = "/v1";

    @Override
    public String name() {
        return "ollama";
    }

    /** A base URL is the host; one that points to the part compatible with OpenAI is taken for its host. */
    @Override
    public String address(String base) {
        String host = Address.trimmed(base);
        if (host.endsWith(COMPATIBLE)) {
            host = host.substring(0, host.length() - COMPATIBLE.length());
        }
        return Address.join(host, "/api/chat");
    }

    @Override
    public String write(Provider provider, String model, Rendered rendered) {
        return new ChatRequest(provider, model, rendered).text();
    }

    /** A key is needed only by the service in the cloud. */
    @Override
    public Map<String, String> headers(Provider provider) {
        return Headers.of(provider, Headers.key(provider, "Authorization", "Bearer "));
    }

    @Override
    public Reply read(Provider provider, int status, Map<String, String> headers, byte[] body) {
        Response response = new Response(provider, status, headers);
        return response.read(body, new ChatAnswer(response));
    }
}
