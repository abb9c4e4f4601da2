package io.cama.flow.item;

import io.cama.flow.Causes;
import io.cama.flow.Json;
import io.cama.flow.Keys;
import io.cama.flow.choice.Retake;
import io.cama.flow.event.Events;
import io.cama.flow.local.Ground;
import io.cama.flow.local.LocalCause;
import io.cama.flow.local.Quarantine;
import io.cama.flow.run.ActiveRun;
import io.cama.flow.run.ActiveRuns;
import io.cama.flow.watch.Watch.Outcome;
import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.FaultKind;
import io.cama.model.Item;
import io.cama.model.ItemRef;
import io.cama.model.Reason;
import io.cama.model.RunPaused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The bean {@code item}: the beginning and the good end of an item's way through its job's route. */
public final class ItemSteps {
    private final Ledger ledger;
    private final ActiveRuns active;
    private final Ground ground;
    private final Quarantine quarantine;
    private final Events events;
    private final InstantSource clock;

    public ItemSteps(
            Ledger ledger,
            ActiveRuns active,
            Ground ground,
            Quarantine quarantine,
            Events events,
            InstantSource clock) {
        this.ledger = ledger;
        this.active = active;
        this.ground = ground;
        this.quarantine = quarantine;
        this.events = events;
        this.clock = clock;
    }

    /** Body in: {@link ItemRef}. Body out: the item's fields, to which each prompt adds its answer. */
    public void open(Exchange exchange) throws Exception {
        ItemRef ref = exchange.getMessage().getMandatoryBody(ItemRef.class);
        if (active.paused(ref.run())) {
            throw new RunPaused("run " + ref.run() + " is paused");
        }
        Trail.follow(ref);
        Item item = ledger.item(ref.run(), ref.position())
                .orElseThrow(() -> new IllegalStateException("the ledger has no item " + ref));
        Map<String, Object> fields = Json.object(item.fields());
        quarantine.begin(ref, active::paused);
        exchange.setProperty(Keys.ITEM, new ItemWork(ref, fields.keySet(), Retake.read(item.retake())));
        exchange.getMessage().setBody(fields);
        events.begun(ref);
        active.of(ref.run()).ifPresent(run -> run.watches().begun(ref, run.run()));
    }

    /**
     * The item ends with what the body holds; the first end of an item counts.
     *
     * @throws io.cama.model.ItemFault if the body is no map
     */
    public void keep(Exchange exchange) {
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> values) {
            ItemRef ref = work.ref();
            Optional<ActiveRun> run = active.of(ref.run());
            run.ifPresent(at -> at.troubles().answered());
            var unused = ledger.okLater(
                            ref.run(), ref.position(), Json.line(result(values, work)), List.copyOf(work.calls()))
                    .exceptionally(failure -> {
                        run.ifPresent(at -> at.troubles().notWritten(ref.position(), failure));
                        return false;
                    });
            exchange.getMessage().setBody(ItemEnd.OK);
        } else {
            throw Failure.of(
                            Reason.ROUTE_FAILED,
                            "the job's route left a body of %s where the item's map was expected; keep the item in the body and put what a step fetches beside it"
                                    .formatted(
                                            body == null
                                                    ? "nothing"
                                                    : body.getClass().getName()))
                    .asFault();
        }
    }

    private static Map<?, ?> result(Map<?, ?> values, ItemWork work) {
        if (work.models().isEmpty()) {
            return values;
        }
        Map<Object, Object> result = new LinkedHashMap<>(values);
        result.put(ItemWork.MODELS, work.models());
        return result;
    }

    /** The item stays pending. An endpoint or the machine at fault pauses the run. */
    public void leave(Exchange exchange) {
        Throwable thrown = Causes.of(exchange);
        Optional<Failure> failure =
                LocalCause.of(thrown).or(() -> Causes.find(thrown, Fault.class).map(Fault::failure));
        if (failure.isPresent()) {
            leaveFor(exchange, failure.get());
        } else {
            exchange.getMessage().setBody(ItemEnd.pending("PAUSED"));
        }
    }

    /** The same for a failure that is no item's. */
    public void leaveFor(Exchange exchange, Failure failure) {
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        if (failure.kind() == FaultKind.ENDPOINT || failure.kind() == FaultKind.LOCAL) {
            if (work != null) {
                pause(work.ref().run(), failure);
            }
            ground.gaveWay(failure);
        } else if (failure.kind() == FaultKind.PASSING && failure.reason() != Reason.LOCAL_BUSY && work != null) {
            active.of(work.ref().run()).ifPresent(run -> countUnanswered(run, failure));
        }
        exchange.getMessage().setBody(ItemEnd.pending(failure.reason().name()));
    }

    private void countUnanswered(ActiveRun run, Failure failure) {
        int most = run.job().pauseAfter();
        int inARow = most == 0 ? 0 : run.troubles().unanswered();
        if (most > 0 && inARow >= most && !run.isPaused()) {
            active.pause(
                    run.run().id(),
                    "%s: %d rows in a row had no answer, and the job's pauseAfter is %d; the last failed with: %s"
                            .formatted(failure.reason(), inARow, most, failure.message()),
                    null);
        }
    }

    /** Pauses a run for a failure that is no item's, until the other side has said, the machine is well, or somebody sees to it. */
    public void pause(String run, Failure failure) {
        String reason = failure.reason() + ": " + failure.message() + "; " + failure.hint();
        if (failure.kind() == FaultKind.LOCAL) {
            active.ground(run, reason);
        } else {
            active.pause(run, reason, Blame.resumeAt(failure, clock.instant()));
        }
    }

    /** The item is no longer worked on, whatever became of it. */
    public void close(Exchange exchange) {
        if (exchange.getProperty(Keys.ITEM) instanceof ItemWork work) {
            quarantine.end(work.ref());
        }
        Trail.leave();
    }

    /** Tells who watches how the work on an item ended. */
    void tell(ItemWork work, Object end) {
        Outcome outcome =
                switch (ItemEnd.state(end)) {
                    case "ok" -> work.called().get() ? Outcome.OK : Outcome.RECALLED;
                    case "dead" -> Outcome.DEAD;
                    case "skipped" -> Outcome.SKIPPED;
                    default -> Outcome.PENDING;
                };
        Duration took = Duration.ofNanos(System.nanoTime() - work.begun());
        ItemRef ref = work.ref();
        active.of(ref.run()).ifPresent(run -> run.watches().ended(ref, run.run(), outcome, ItemEnd.reason(end), took));
    }

    /** Whether the run is being stopped, so that what ends now may have been cut short. */
    boolean isStopping(ItemRef ref) {
        return active.paused(ref.run());
    }

    /** Notes it where an item has used up the memory; says whether it has done so too often to be innocent. */
    public boolean isPoison(ItemWork work, @Nullable Throwable thrown) {
        return Causes.find(thrown, OutOfMemoryError.class).isPresent() && quarantine.isPoison(work.ref());
    }
}
