package io.cama.ledger.memory;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which reply goes first when there is no room. */
public enum Eviction {
    /** The one not used for longest. */
    LRU,
    /** One that is used seldom. */
    LFU,
    /** The one that came first. */
    FIFO;

    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

    /** Reads a name in any case; an unknown one is {@link #LRU}, with a warning. */
    public static Eviction of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "lru" -> LRU;
            case "lfu" -> LFU;
            case "fifo" -> FIFO;
            default -> {
                LOG.warn("cama.memory.policy is \"{}\" and can be lru, lfu or fifo; lru is used", name);
                yield LRU;
            }
        };
    }
}
