package io.cama.flow.item;

import io.cama.model.ItemRef;
import org.slf4j.MDC;

/**
 * Puts an item's id beside every line that is logged on the thread that works on it: the same id in every attempt, after
 * a restart and on every machine, and the one that its dead letter and its events have.
 */
public final class Trail {
    /** What the id is called in the log. */
    public static final String ID = "cama.correlation_id";

    /** What the id of a trace is called there, where items are traced. */
    public static final String TRACE = "trace.id";

    private Trail() {}

    /** From now on this thread works on the item. */
    public static void follow(ItemRef item) {
        String id = item.run() + "-" + item.position();
        if (!id.equals(MDC.get(ID))) {
            MDC.put(ID, id);
        }
    }

    /** The item's trace, as 32 hexadecimal digits. */
    public static void trace(String id) {
        MDC.put(TRACE, id);
    }

    /** This thread works on no item any more. */
    public static void leave() {
        MDC.remove(ID);
        MDC.remove(TRACE);
    }
}
