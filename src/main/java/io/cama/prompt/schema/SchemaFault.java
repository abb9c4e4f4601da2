package io.cama.prompt.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schema that means nothing, with the path of the entry at fault. */
public final class SchemaFault extends RuntimeException {
    private final transient List<String> path;

    @Nullable
    private final String hint;

    public SchemaFault(List<String> path, String message, @Nullable String hint) {
        super(message, null, false, false);
        this.path = List.copyOf(path);
        this.hint = hint;
    }

    /** Keys from the top of the schema down to the entry. */
    public List<String> path() {
        return path;
    }

    /** What to do, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
