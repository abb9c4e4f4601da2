package io.cama.prompt.render;

import io.cama.model.Prompt;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers which file and line a prompt's template began at, so that faults can say so. */
public final class Origins {
    private final Map<Key, Origin> known = new ConcurrentHashMap<>();

    /** What tells templates apart. */
    public record Key(String name, @Nullable String variant, String template) {}

    /** Where a template begins: line 1 is the file's first. */
    public record Origin(String file, int line) {}

    public static Key key(Prompt prompt) {
        return new Key(prompt.name(), prompt.variant(), prompt.template());
    }

    /** Notes where a prompt's template begins. */
    public void note(Prompt prompt, String file, int line) {
        known.put(key(prompt), new Origin(file, line));
    }

    /** Where it begins; for a prompt that was never noted, lines count from the template's first. */
    public Origin of(Key key) {
        Origin origin = known.get(key);
        String variant = key.variant() == null ? "" : "." + key.variant();
        return origin == null ? new Origin(key.name() + variant + ".prompt", 1) : origin;
    }
}
