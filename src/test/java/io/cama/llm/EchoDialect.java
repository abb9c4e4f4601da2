package io.cama.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cama.model.Provider;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import io.cama.model.Usage;
import java.util.Map;

/** A dialect as a user would add one: its class is named in a service file on the class path. */
public final class EchoDialect implements Dialect {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String address(String base) {
        return base + "/echo";
    }

    @Override
    public String write(Provider provider, String model, Rendered rendered) {
        return rendered.messages().get(0).text();
    }

    @Override
    public Map<String, String> headers(Provider provider) {
        return Map.of();
    }

    @Override
    public Reply read(Provider provider, int status, Map<String, String> headers, byte[] body) {
        return new Reply.Answered(new String(body, UTF_8), null, Usage.NONE, null);
    }
}
