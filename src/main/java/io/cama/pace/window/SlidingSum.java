package io.cama.pace.window;

import java.util.Arrays;

/**
 * The sum of what was added within the last so many nanoseconds, kept in 256 slots of equal length. A
 * slot is forgotten only when all of it is too old, so the sum is never too low, and too high for at most
 * a 256th of the length.
 */
final class SlidingSum {
    private static final int SLOTS = 256;

    private final long width;
    private final long[] slots = new long[SLOTS + 1];
    private long newest;
    private long total;

    SlidingSum(long length, long now) {
        this.width = -Math.floorDiv(-length, SLOTS);
        this.newest = Math.floorDiv(now, width);
    }

    long total(long now) {
        advance(now);
        return total;
    }

    /** Adds what was spent at a time; what is too old to matter is left out. */
    void add(long at, long now, long amount) {
        advance(now);
        long slot = Math.min(newest, Math.floorDiv(at, width));
        if (slot >= newest - SLOTS) {
            slots[index(slot)] += amount;
            total += amount;
        }
    }

    /** Takes back what was added at that time, unless it is forgotten by now. */
    void remove(long at, long now, long amount) {
        advance(now);
        long slot = Math.floorDiv(at, width);
        if (slot >= newest - SLOTS && slot <= newest) {
            long removed = Math.min(amount, slots[index(slot)]);
            slots[index(slot)] -= removed;
            total -= removed;
        }
    }

    /** Adds an amount that is forgotten bit by bit, the last of it after {@code over} nanoseconds. */
    void spread(long now, long amount, long over) {
        advance(now);
        long parts = Math.max(1, Math.min(SLOTS, over / width));
        for (long part = 0; part < parts; part++) {
            long share = share(amount, part + 1, parts) - share(amount, part, parts);
            slots[index(newest - SLOTS + part)] += share;
        }
        total += amount;
    }

    /** In how many nanoseconds the sum will be {@code most} or less if nothing is added; 0 when it is by now. */
    long waitFor(long most, long now) {
        advance(now);
        long left = total;
        for (long slot = newest - SLOTS; slot <= newest && left > most; slot++) {
            left -= slots[index(slot)];
            if (left <= most) {
                return (slot + 1 + SLOTS) * width - now;
            }
        }
        return 0;
    }

    private static long share(long amount, long part, long parts) {
        return (long) ((double) amount * part / parts);
    }

    private void advance(long now) {
        long current = Math.floorDiv(now, width);
        if (current - newest > SLOTS) {
            Arrays.fill(slots, 0);
            total = 0;
            newest = current;
        }
        while (newest < current) {
            newest++;
            total -= slots[index(newest)];
            slots[index(newest)] = 0;
        }
    }

    private int index(long slot) {
        return Math.floorMod(slot, slots.length);
    }
}
