package io.cama.flow.review;

import io.cama.flow.Json;
import io.cama.flow.review.Review.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What checking routes find.
 *
 * @param most characters of it that are kept
 */
record Findings(int most) {
    /** What a route left in the body, a stream read to its end; text that is a JSON object or list is read as such. */
    static @Nullable Object left(Message message) {
        Object body = message.getBody();
        if (body == null || body instanceof Map<?, ?>) {
            return body;
        }
        if (body instanceof Collection<?> list) {
            return list.stream().map(Findings::plain).toList();
        }
        String text = message.getBody(String.class);
        if (text == null) {
            return body;
        }
        String json = text.strip();
        Optional<Object> read = json.startsWith("{") || json.startsWith("[") ? Json.value(json) : Optional.empty();
        return read.orElse(text);
    }

    /** The verdict with no more findings than are kept: a list loses its end, anything else its form. */
    @Nullable
    Verdict bounded(@Nullable Verdict verdict) {
        return verdict == null ? null : new Verdict(verdict.passed(), bounded(verdict.findings()));
    }

    private Object bounded(Object findings) {
        if (findings instanceof String text) {
            return cut(text);
        }
        if (!(findings instanceof Collection<?> list)) {
            String line = line(findings);
            return findings instanceof Map<?, ?>
                            && line.length() <= most
                            && Json.value(line).isPresent()
                    ? findings
                    : cut(line);
        }
        List<Object> kept = new ArrayList<>();
        int room = most;
        for (Object each : list) {
            Object plain = plain(each);
            String line = line(plain);
            if (line.length() > room) {
                kept.add(kept.isEmpty() ? cut(plain instanceof String text ? text : line) : "…");
                break;
            }
            kept.add(plain);
            room -= line.length();
        }
        return kept;
    }

    /** What JSON knows as it is, all else as text. */
    private static Object plain(@Nullable Object value) {
        return value instanceof Map<?, ?>
                        || value instanceof Collection<?>
                        || value instanceof Number
                        || value instanceof Boolean
                ? value
                : String.valueOf(value);
    }

    private static String line(Object value) {
        try {
            return Json.line(value);
        } catch (IllegalArgumentException noJson) {
            return String.valueOf(value);
        }
    }

    private String cut(String text) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
