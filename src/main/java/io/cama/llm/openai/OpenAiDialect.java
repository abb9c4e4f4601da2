package io.cama.llm.openai;

import io.cama.llm.Dialect;
import io.cama.llm.PerPrompt;
import io.cama.llm.read.Response;
import io.cama.llm.write.Address;
import io.cama.llm.write.Headers;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import java.util.Map;

/** Chat Completions, not streamed. */
public final class OpenAiDialect implements Dialect {
    private static final String PATH = "/chat/completions";

    private final PerPrompt<RequestBody.Frame> frames = new PerPrompt<>();

    @Override
    public String name() {
        return "openai";
    }

    /** A base URL holds the version, under whatever path; only a bare host is taken for one that lacks {@code /v1}. */
    @Override
    public String address(String base) {
        return Address.join(base, Address.isBare(base) ? "/v1" + PATH : PATH);
    }

    @Override
    public String write(Provider provider, String model, Rendered rendered) {
        return new RequestBody(provider, model, rendered).text(frames);
    }

    /** The provider's own headers win over ours, in any case of letters. */
    @Override
    public Map<String, String> headers(Provider provider) {
        return Headers.of(provider, Headers.key(provider, "Authorization", "Bearer "));
    }

    @Override
    public Reply read(Provider provider, int status, Map<String, String> headers, byte[] body) {
        Response response = new Response(provider, status, headers);
        return response.read(body, new Completion(provider, response));
    }
}
