package io.cama.flow.event;

import java.util.Locale;

/** What can happen, in the words that listeners get. */
public enum EventType {
    FILE_CLAIMED,
    RUN_STARTED,
    RUN_RESUMED,
    RUN_PAUSED,
    RUN_FINISHED,
    RUN_REJECTED,
    ITEM_STARTED,
    ITEM_DONE,
    ITEM_FAILED,
    ITEM_SKIPPED,
    REVIEW_PASSED,
    REVIEW_FAILED,
    FIX_COMPLETED,
    DEPLOY_READY,
    ESCALATED,
    BREAKER_OPEN,
    BREAKER_HALF_OPEN,
    BREAKER_CLOSED,
    BREAKER_ISOLATED,
    HEALTH_CHANGED;

    /** Such as {@code item.done}. */
    public String text() {
        int cut = name().indexOf('_');
        return cut < 0
                ? name().toLowerCase(Locale.ROOT)
                : name().substring(0, cut).toLowerCase(Locale.ROOT) + "."
                        + name().substring(cut + 1).toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
