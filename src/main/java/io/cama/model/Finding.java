package io.cama.model;

import org.jspecify.annotations.Nullable;

/**
 * Something a check has to say about a file.
 *
 * @param severity {@code error} or {@code warning}
 * @param file where
 * @param line 1 for the first, 0 when the whole file is meant
 * @param message what was seen
 * @param hint what to do, or null
 */
public record Finding(
        Severity severity,
        String file,
        int line,
        String message,
        @Nullable String hint) {
    /** How much a finding weighs. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Finding error(String file, int line, String message, @Nullable String hint) {
        return new Finding(Severity.ERROR, file, line, message, hint);
    }

    public static Finding warning(String file, int line, String message, @Nullable String hint) {
        return new Finding(Severity.WARNING, file, line, message, hint);
    }

    @Override
    public String toString() {
        return "%s%s: %s: %s%s"
                .formatted(
                        file,
                        line > 0 ? ":" + line : "",
                        severity.name().toLowerCase(java.util.Locale.ROOT),
                        message,
                        hint == null ? "" : "\n  Do: " + hint);
    }
}
