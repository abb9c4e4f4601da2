package io.cama.flow.item;

import org.jspecify.annotations.Nullable;

/** What a job's route answers for an item: {@code {"state":…,"reason":…}}, one line that any broker can carry. */
public final class ItemEnd {
    static final String OK = "{\"state\":\"ok\"}";
    static final String SKIPPED = "{\"state\":\"skipped\"}";
    private static final String START = "{\"state\":\"";
    private static final String REASON = "\"reason\":\"";

    private ItemEnd() {}

    static String pending(String reason) {
        return START + "pending\",\"reason\":\"" + reason + "\"}";
    }

    /** The item is at fault, for a reason. */
    public static String dead(String reason) {
        return START + "dead\",\"reason\":\"" + reason + "\"}";
    }

    /** The state it names, or empty if it is no such answer. */
    static String state(@Nullable Object body) {
        return isOne(body) ? between(String.valueOf(body), START) : "";
    }

    /** The reason it names, or null. */
    static @Nullable String reason(@Nullable Object body) {
        return isOne(body) && String.valueOf(body).contains(REASON) ? between(String.valueOf(body), REASON) : null;
    }

    private static String between(String text, String before) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf('"', from));
    }

    /** Whether a body is such an answer: if not, the route ended without reaching its end. */
    static boolean isOne(@Nullable Object body) {
        return body instanceof String text && text.startsWith(START);
    }
}
