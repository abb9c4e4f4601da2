package io.cama.prompt.file;

import org.jspecify.annotations.Nullable;

/** A line of a prompt file that cannot be read, with the reason and what to do about it. */
public final class LineFault extends RuntimeException {
    private final int line;

    @Nullable
    private final transient String hint;

    public LineFault(int line, String message, @Nullable String hint) {
        super(message, null, false, false);
        this.line = line;
        this.hint = hint;
    }

    /** In the file, 1 for the first. */
    public int line() {
        return line;
    }

    /** What to do, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
