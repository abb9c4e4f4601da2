package io.cama.llm;

import io.cama.model.Abilities;
import io.cama.model.Limits;
import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests for tests to write. */
public final class Requests {
    private Requests() {}

    public static Provider provider(String name) {
        return provider(name, Abilities.ALL);
    }

    public static Provider provider(String name, Abilities abilities) {
        return new Provider(
                name, "http://127.0.0.1:9/v1", "openai", null, Limits.NONE, Duration.ofSeconds(1), Map.of(), abilities);
    }

    public static Rendered rendered(
            Map<String, Object> config,
            @Nullable String format,
            @Nullable Map<String, Object> schema,
            Message... messages) {
        var prompt = new Prompt(
                "nuance. v2",
                null,
                null,
                List.of(),
                config,
                null,
                Map.of(),
                format,
                schema,
                Map.of(),
                Map.of(),
                Map.of(),
                "");
        return new Rendered(prompt, Map.of(), List.of(messages));
    }

    public static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
