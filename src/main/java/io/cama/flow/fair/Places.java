package io.cama.flow.fair;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The places that runs are worked on at, and since when each has had its own. Where others wait, the one that has had
 * its place longest is asked to make room, one at a time and none before its slice is over.
 */
public final class Places {
    private final int places;
    private final Duration slice;
    private final InstantSource clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();
    private volatile String yielding = "";

    /**
     * So many places.
     *
     * @param slice how long a run keeps its place at least
     */
    public Places(int places, Duration slice, InstantSource clock) {
        this.places = places;
        this.slice = slice;
        this.clock = clock;
    }

    public boolean isFree() {
        return since.size() < places;
    }

    /** The run has a place from now on, and another slice if it had one. */
    public synchronized void take(String run) {
        since.put(run, clock.instant());
        yielding = yielding.equals(run) ? "" : yielding;
    }

    /** Frees the places of runs that are no longer at work. */
    public synchronized void keepOnly(Predicate<String> atWork) {
        since.keySet().removeIf(atWork.negate());
        if (!since.containsKey(yielding)) {
            yielding = "";
        }
    }

    /** Others wait: asks a run to make room, unless one has been asked and has not done so yet. */
    public synchronized void makeRoom() {
        Instant before = clock.instant().minus(slice);
        if (yielding.isEmpty()) {
            Optional<Map.Entry<String, Instant>> longest = since.entrySet().stream()
                    .filter(place -> !place.getValue().isAfter(before))
                    .min(Comparator.comparing(Map.Entry::getValue));
            longest.ifPresent(place -> yielding = place.getKey());
        }
    }

    /** Whether the run is to make room as soon as it can. */
    public boolean yields(String run) {
        return yielding.equals(run);
    }
}
