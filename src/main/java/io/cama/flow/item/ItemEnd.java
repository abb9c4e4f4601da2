package io.cama.flow.item;

/** What a job's route answers for an item: {@code {"state":…,"reason":…}}, one line that any broker can carry. */
public final class ItemEnd {
    static final String OK = "{\"state\":\"ok\"}";
    private static final String START = "{\"state\":\"";

    private ItemEnd() {}

    static String pending(String reason) {
        return START + "pending\",\"reason\":\"" + reason + "\"}";
    }

    /** The item is at fault, for a reason. */
    public static String dead(String reason) {
        return START + "dead\",\"reason\":\"" + reason + "\"}";
    }

    /** Whether a body is such an answer: if not, the route ended without reaching its end. */
    static boolean isOne(Object body) {
        return body instanceof String text && text.startsWith(START);
    }
}
