package io.cama.ops.meter;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbers that many meters are read from, taken at most once in a while. Safe for use by many threads. */
final class Glance<T> implements Supplier<T> {
    private static final long FRESH = Duration.ofMillis(500).toNanos();

    private final Supplier<T> look;
    private @Nullable T seen;
    private long at;

    Glance(Supplier<T> look) {
        this.look = look;
    }

    @Override
    public synchronized T get() {
        T known = seen;
        if (known == null || System.nanoTime() - at > FRESH) {
            known = look.get();
            seen = known;
            at = System.nanoTime();
        }
        return known;
    }
}
