package io.cama.model;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure as programs are told of it: {@code error}, {@code retry_after} in seconds or null, {@code timestamp}. */
public final class ErrorDocument {
    private ErrorDocument() {}

    /** The document of a dead letter. It waits for nothing, since asking again does not help it. */
    public static Map<String, Object> of(DeadLetter letter) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", letter.id());
        details.put("job", letter.job());
        details.put("run", letter.run());
        details.put("position", letter.position());
        details.put("line", letter.line());
        details.put("attempts", letter.attempts());
        return of(Failure.of(letter.reason(), letter.message()), details, letter.at());
    }

    /**
     * The members of a document, in their order.
     *
     * @param details what is known beside the failure, in JSON's types
     */
    public static Map<String, Object> of(Failure failure, Map<String, Object> details, Instant at) {
        Reason reason = failure.reason();
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("category", reason.category().text());
        error.put("severity", reason.severity().name().toLowerCase(java.util.Locale.ROOT));
        error.put("code", reason.name());
        error.put("message", failure.message());
        error.put("hint", failure.hint());
        error.put("details", details);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("error", error);
        document.put("retry_after", seconds(failure.pause()));
        document.put("timestamp", at.toString());
        return document;
    }

    private static @Nullable Long seconds(@Nullable Duration pause) {
        return pause == null ? null : pause.plusNanos(999_999_999).toSeconds();
    }
}
