package io.cama.pace.window;

import java.util.ArrayList;
import java.util.List;

/** Knows exactly what was spent in any sliding window. */
final class Referee {
    private final List<long[]> spent = new ArrayList<>();

    /** Notes what was spent at a time, which never goes back; the place in the list is returned. */
    int spend(long at, long amount) {
        spent.add(new long[] {at, amount});
        return spent.size() - 1;
    }

    void correct(int place, long amount) {
        spent.get(place)[1] = amount;
    }

    long total() {
        return spent.stream().mapToLong(entry -> entry[1]).sum();
    }

    /** The most that any window of that length holds. */
    long most(long window) {
        long most = 0;
        long sum = 0;
        int first = 0;
        for (long[] last : spent) {
            sum += last[1];
            while (last[0] - spent.get(first)[0] >= window) {
                sum -= spent.get(first)[1];
                first++;
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
