package io.cama.flow.event;

import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.model.ItemState;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that tells of the changes it takes: the ledger is the truth, so what it takes is what happens. It stands
 * before the real one only where somebody listens.
 */
public final class TellingLedger {
    private final Ledger ledger;
    private final Events events;
    private final InstantSource clock;

    private TellingLedger(Ledger ledger, Events events, InstantSource clock) {
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The ledger itself where nobody listens.
     *
     * @param maybe whether somebody may look on later
     */
    public static Ledger over(Ledger ledger, Events events, boolean maybe, InstantSource clock) {
        if (!maybe && !events.isOn()) {
            return ledger;
        }
        TellingLedger telling = new TellingLedger(ledger, events, clock);
        return (Ledger) Proxy.newProxyInstance(
                TellingLedger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> telling.call(method, arguments));
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        boolean on = events.isOn();
        Instant before = on ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : Instant.EPOCH;
        List<Event> ends = on && arguments != null ? foretell(method.getName(), arguments) : List.of();
        if (!on && method.getName().equals("done") && arguments != null) {
            events.forget(text(arguments[0]));
        }
        try {
            Object result = method.invoke(ledger, arguments);
            if (on && method.getName().equals("takeAccepted") && result instanceof Optional<?> taken) {
                taken.ifPresent(run -> taken((Run) run, before));
            }
            if (result instanceof CompletionStage<?> later && !ends.isEmpty()) {
                var unused = later.thenAccept(ended -> happened(ended, ends));
            } else {
                happened(result, ends);
            }
            return result;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** Who ends what has ended before is told that it did not. */
    private void happened(@Nullable Object result, List<Event> ends) {
        if (!Boolean.FALSE.equals(result)) {
            ends.forEach(events::happened);
        }
    }

    /** Tells of what is about to be; the ends among it, which may turn out to be none. */
    private List<Event> foretell(String change, @Nullable Object[] given) {
        switch (change) {
            case "accept" -> {
                Run run = (Run) require(given[0]);
                events.run(EventType.FILE_CLAIMED, run.job(), run.id(), Map.of("file", run.input()));
            }
            case "add" -> {
                return unreadable(text(given[0]), (List<?>) require(given[1]));
            }
            case "ok", "okLater" -> {
                return List.of(events.ended(EventType.ITEM_DONE, text(given[0]), position(given), Map.of()));
            }
            case "skip" -> {
                return List.of(events.ended(
                        EventType.ITEM_SKIPPED, text(given[0]), position(given), payload("message", given[2])));
            }
            case "dead", "bury" -> {
                Map<String, Object> payload = payload("reason", given[2]);
                payload.put("message", text(given[3]));
                return List.of(events.ended(EventType.ITEM_FAILED, text(given[0]), position(given), payload));
            }
            case "told" -> events.item(EventType.ESCALATED, text(given[0]), position(given), Map.of());
            case "pause" -> paused(text(given[0]), payload("reason", given[1]));
            case "reject" ->
                ledger.run(text(given[0]))
                        .ifPresent(run ->
                                events.run(EventType.RUN_REJECTED, run.job(), run.id(), payload("reason", given[1])));
            case "done" -> {
                return finished(text(given[0]));
            }
            default -> {
                // nothing that anybody is told of
            }
        }
        return List.of();
    }

    private static Object require(@Nullable Object given) {
        if (given == null) {
            throw new IllegalArgumentException("nothing was given");
        }
        return given;
    }

    private static String text(@Nullable Object given) {
        return String.valueOf(given);
    }

    private static long position(@Nullable Object[] given) {
        return ((Number) require(given[1])).longValue();
    }

    private static Map<String, Object> payload(String name, @Nullable Object value) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(name, text(value));
        return payload;
    }

    private List<Event> unreadable(String run, List<?> chunk) {
        List<Event> ends = new ArrayList<>();
        for (Object each : chunk) {
            NewItem item = (NewItem) each;
            if (item.state() == ItemState.DEAD) {
                Map<String, Object> payload = payload("reason", item.reason());
                payload.put("message", text(item.message()));
                ends.add(events.ended(EventType.ITEM_FAILED, run, item.position(), payload));
            }
        }
        return ends;
    }

    private void taken(Run run, Instant before) {
        Instant started = run.started();
        boolean first = started == null || !started.isBefore(before);
        events.run(
                first ? EventType.RUN_STARTED : EventType.RUN_RESUMED,
                run.job(),
                run.id(),
                Map.of("file", run.input(), "pass", run.pass()));
    }

    /** A run that is paused already only gets another time to go on at. */
    private void paused(String id, Map<String, Object> payload) {
        ledger.run(id)
                .filter(run -> run.state() == RunState.RUNNING || run.state() == RunState.ACCEPTED)
                .ifPresent(run -> events.run(EventType.RUN_PAUSED, run.job(), id, payload));
    }

    private List<Event> finished(String id) {
        return ledger
                .run(id)
                .map(run -> {
                    var counts = ledger.counts(id);
                    return events.finished(
                            run,
                            Map.of(
                                    "file", run.input(),
                                    "rows", counts.rows(),
                                    "ok", counts.ok(),
                                    "dead", counts.dead(),
                                    "skipped", counts.skipped()));
                })
                .stream()
                .toList();
    }
}
