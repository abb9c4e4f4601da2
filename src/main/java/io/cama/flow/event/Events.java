package io.cama.flow.event;

import io.cama.ledger.Ledger;
import io.cama.model.ItemRef;
import io.cama.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happens. An event is in the ledger before the change it tells of is, so that a death of the process may
 * repeat one but lose none; one that tells of an end is noted only where the ledger is about to take that end. Each
 * listener's oldest events are dropped where it has not got very many of them.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int COUNTED_EVERY = 1_000;

    private final Ledger ledger;
    private final List<String> listeners;
    private final InstantSource clock;
    private final Runnable wake;
    private final int most;
    private final AtomicInteger noted = new AtomicInteger();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile Tap tap = Tap.NONE;

    /** When each item at work was begun, by run and position. */
    private final Map<String, Map<Long, Instant>> begun = new ConcurrentHashMap<>();

    /**
     * For these listeners.
     *
     * @param listeners as the ledger knows them; none to tell nobody
     * @param most events that are kept for a listener; up to 1000 more before they are counted
     * @param wake called when something is there to be sent
     */
    public Events(Ledger ledger, List<String> listeners, int most, InstantSource clock, Runnable wake) {
        this.ledger = ledger;
        this.listeners = List.copyOf(listeners);
        this.most = most;
        this.clock = clock;
        this.wake = wake;
    }

    /** Drops what nobody listens to any more, and what is too much. */
    public void tidy() {
        var unused = ledger.dropOthers(listeners).thenAccept(dropped -> {
            if (dropped > 0) {
                LOG.info("{} events are dropped, since cama.events names their listeners no more", dropped);
            }
        });
        dropOldest();
    }

    private void dropOldest() {
        var unused = ledger.dropOldest(listeners, most).thenAccept(dropped -> {
            if (dropped > 0 && !warned.getAndSet(true)) {
                LOG.warn(
                        "A listener of cama.events has more than {} events to get; its oldest are dropped from now on (cama.events.most)",
                        most);
            }
        });
    }

    /** Whether anybody listens now. */
    public boolean isOn() {
        return !listeners.isEmpty() || tap.isOpen();
    }

    /** Has somebody look on from now, in place of whoever did. */
    public void onEvent(Tap other) {
        tap = other;
    }

    /** What was foretold has happened. */
    void happened(Event event) {
        tap.tell(event);
    }

    /** An item is being worked on from now. */
    public void begun(ItemRef ref) {
        if (isOn()) {
            begun.computeIfAbsent(ref.run(), run -> new ConcurrentHashMap<>()).put(ref.position(), clock.instant());
            item(EventType.ITEM_STARTED, ref.run(), ref.position(), Map.of());
        }
    }

    /** An item is about to have its end; how long it took is added where that is known. */
    Event ended(EventType type, String run, long position, Map<String, Object> payload) {
        Map<Long, Instant> items = begun.get(run);
        Instant since = items == null ? null : items.remove(position);
        Map<String, Object> all = new LinkedHashMap<>(payload);
        if (since != null) {
            all.put("millis", Duration.between(since, clock.instant()).toMillis());
        }
        Event event = event(type, run, position, all);
        if (!listeners.isEmpty()) {
            wakeAfter(ledger.noteEnd(listeners, event.json(), run, position));
        }
        return event;
    }

    /** Nothing more is known of when a run's items were begun. */
    void forget(String run) {
        begun.remove(run);
    }

    /** A run is about to end, unless the ledger finds that it does not. */
    Event finished(Run run, Map<String, Object> payload) {
        begun.remove(run.id());
        Event event = event(EventType.RUN_FINISHED, run.job(), run.id(), 0, 0, payload);
        if (!listeners.isEmpty()) {
            wakeAfter(ledger.noteEnd(listeners, event.json(), run.id()));
        }
        return event;
    }

    /** Something happened to an item. */
    public void item(EventType type, String run, long position, Map<String, Object> payload) {
        if (isOn()) {
            note(event(type, run, position, payload));
        }
    }

    /** Something happened to a run, or to none where that is null. */
    public void run(EventType type, String job, @Nullable String run, Map<String, Object> payload) {
        if (isOn()) {
            if (run != null && (type == EventType.RUN_PAUSED || type == EventType.RUN_REJECTED)) {
                begun.remove(run);
            }
            note(event(type, job, run, 0, 0, payload));
        }
    }

    private void note(Event event) {
        if (!listeners.isEmpty()) {
            wakeAfter(ledger.note(listeners, event.json()));
        }
        tap.tell(event);
    }

    private Event event(EventType type, String run, long position, Map<String, Object> payload) {
        Optional<Run> found = ledger.run(run);
        return event(
                type,
                found.map(Run::job).orElse(""),
                run,
                position,
                found.map(Run::pass).orElse(1) - 1,
                payload);
    }

    private Event event(
            EventType type, String job, @Nullable String run, long position, int retries, Map<String, Object> payload) {
        return new Event(
                type.text(), job, run, position, clock.instant().truncatedTo(ChronoUnit.MILLIS), retries, payload);
    }

    private void wakeAfter(CompletionStage<Integer> note) {
        var unused = note.thenRun(wake);
        if (noted.incrementAndGet() % COUNTED_EVERY == 0) {
            dropOldest();
        }
    }
}
