package io.cama.flow.standing;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said, and when. A part that is missing or makes no sense is an {@link IllegalArgumentException}.
 *
 * @param reason why; may be empty
 * @param at when, RFC 3339
 * @param by who said it and by which way
 */
public record Said(String reason, String at, String by) {
    public Said {
        present(reason, "reason");
        if (present(by, "by").isBlank()) {
            throw new IllegalArgumentException("by is empty");
        }
        try {
            Instant.parse(present(at, "at"));
        } catch (DateTimeException none) {
            throw new IllegalArgumentException(
                    "at must be an instant such as 2026-01-31T09:30:00Z, is \"" + at + "\"", none);
        }
    }

    static <T> T present(@Nullable T part, String what) {
        if (part == null) {
            throw new IllegalArgumentException(what + " is missing or null");
        }
        return part;
    }

    /** Such as {@code by ada (cli) since 2026-01-31T09:30:00Z: the disk is changed}. */
    public String text() {
        return "by " + by + " since " + at + (reason.isBlank() ? "" : ": " + reason);
    }
}
