package io.cama.model;

/**
 * What was said about a run beside its file and its job. None of it changes what the run is: it holds from the latest
 * time the run was given, and is kept so that going on with the run obeys it.
 *
 * @param recall which stored replies it may use
 * @param maxCost the most it may cost, in billionths of a US dollar, 0 for no cap
 * @param failFast whether its first dead letter pauses it
 */
public record Terms(Recall recall, long maxCost, boolean failFast) {
    /** Which stored replies a run may use. */
    public enum Recall {
        /** Whatever was ever bought. */
        ALL,
        /** What was bought since the run was given: everything is asked for once more. */
        SINCE_GIVEN,
        /** What was bought for the very item since the run was given: equal items are asked for apart. */
        OWN,
        /**
         * Whatever was ever bought, first of all what stands in the item's former result; and no call is made. An item
         * without a reply stays pending. It holds until the run is done.
         */
        OFFLINE
    }

    public static final Terms USUAL = new Terms(Recall.ALL, 0, false);

    public Terms {
        if (maxCost < 0) {
            throw new IllegalArgumentException("the most a run may cost is zero or more, was " + maxCost);
        }
    }
}
