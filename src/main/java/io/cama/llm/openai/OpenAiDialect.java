package io.cama.llm.openai;

import io.cama.llm.Dialect;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import io.cama.model.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Chat Completions, not streamed. */
public final class OpenAiDialect implements Dialect {
    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String path() {
        return "/chat/completions";
    }

    @Override
    public String write(Provider provider, String model, Rendered rendered) {
        return new RequestBody(provider, model, rendered).text();
    }

    /** The provider's own headers win over ours, in any case of letters. */
    @Override
    public Map<String, String> headers(Provider provider) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        Secret key = provider.key();
        if (key != null && !key.reveal().isEmpty()) {
            headers.put("Authorization", "Bearer " + key.reveal());
        }
        provider.headers().forEach((name, value) -> {
            requirePrintable(provider, name, name);
            requirePrintable(provider, name, value);
            headers.put(name, value);
        });
        return Collections.unmodifiableMap(headers);
    }

    private static void requirePrintable(Provider provider, String name, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Header \"%s\" of provider \"%s\" holds a control character. Remove it."
                    .formatted(name.replaceAll("\\p{Cntrl}", "?"), provider.name()));
        }
    }

    @Override
    public Reply read(Provider provider, int status, Map<String, String> headers, byte[] body) {
        return new ResponseReader(provider, status, headers).read(body);
    }
}
