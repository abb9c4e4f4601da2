package io.cama.flow.item;

import io.cama.flow.Causes;
import io.cama.flow.Json;
import io.cama.flow.Keys;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.model.Again;
import io.cama.model.EndpointFault;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.FaultKind;
import io.cama.model.Item;
import io.cama.model.ItemRef;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.model.RunPaused;
import io.cama.output.RefusedOutputException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code item}: the beginning and the four ends of an item's way through its job's route. */
public final class ItemSteps {
    private static final Duration AFTER_MIDNIGHT = Duration.ofHours(24).plusMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(ItemSteps.class);

    private final Ledger ledger;
    private final ActiveRuns active;
    private final InstantSource clock;

    public ItemSteps(Ledger ledger, ActiveRuns active, InstantSource clock) {
        this.ledger = ledger;
        this.active = active;
        this.clock = clock;
    }

    /** Body in: {@link ItemRef}. Body out: the item's fields, to which each prompt adds its answer. */
    public void open(Exchange exchange) throws Exception {
        ItemRef ref = exchange.getMessage().getMandatoryBody(ItemRef.class);
        if (active.paused(ref.run())) {
            throw new RunPaused("run " + ref.run() + " is paused");
        }
        Item item = ledger.item(ref.run(), ref.position())
                .orElseThrow(() -> new IllegalStateException("the ledger has no item " + ref));
        Map<String, Object> fields = Json.object(item.fields());
        exchange.setProperty(Keys.ITEM, new ItemWork(ref, fields.keySet()));
        exchange.getMessage().setBody(fields);
    }

    /** The item ends with what the body holds; the first end of an item counts. */
    public void keep(Exchange exchange) {
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> values) {
            ledger.ok(
                    work.ref().run(),
                    work.ref().position(),
                    Json.line(result(values, work)),
                    List.copyOf(work.calls()));
            exchange.getMessage().setBody(ItemEnd.OK);
        } else {
            bury(
                    exchange,
                    work,
                    Failure.of(
                            Reason.ROUTE_FAILED,
                            "the job's route left a body of %s where the item's map was expected; keep the item in the body and put what a step fetches beside it"
                                    .formatted(
                                            body == null
                                                    ? "nothing"
                                                    : body.getClass().getName())));
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
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        Throwable thrown = Causes.of(exchange);
        String reason = Causes.find(thrown, Fault.class)
                .map(fault -> fault.failure().reason().name())
                .orElse("PAUSED");
        if (work != null) {
            Causes.find(thrown, EndpointFault.class)
                    .ifPresent(fault -> pause(work.ref().run(), fault.failure()));
            Causes.find(thrown, LocalFault.class)
                    .ifPresent(fault -> pause(work.ref().run(), fault.failure()));
        }
        exchange.getMessage().setBody(ItemEnd.pending(reason));
    }

    private void pause(String run, Failure failure) {
        active.pause(run, failure.reason() + ": " + failure.message() + "; " + failure.hint(), resumeAt(failure));
    }

    /** What the other side says; a day's quota of which nothing is said is taken to be renewed at midnight, UTC. */
    private @Nullable Instant resumeAt(Failure failure) {
        Instant now = clock.instant();
        if (failure.pause() != null) {
            return now.plus(failure.pause());
        }
        return failure.reason() == Reason.QUOTA_DAILY
                ? now.truncatedTo(ChronoUnit.DAYS).plus(AFTER_MIDNIGHT)
                : null;
    }

    /** Whether what was thrown is no fault of the item. A step that fails while its run is being stopped is not. */
    private boolean stays(ItemWork work, @Nullable Throwable thrown) {
        String run = work.ref().run();
        Optional<Fault> fault = Causes.find(thrown, Fault.class);
        return fault.isPresent()
                ? fault.get().failure().kind() != FaultKind.ITEM
                        || ((fault.get().failure().again() != Again.NEVER
                                        || work.open().get())
                                && active.paused(run))
                : Causes.find(thrown, RunPaused.class).isPresent()
                        || Causes.find(thrown, InterruptedException.class).isPresent()
                        || active.paused(run);
    }

    /** The item ends in the dead letters with the reason of the failure, if the failure is its own. */
    public void bury(Exchange exchange) {
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        Throwable thrown = Causes.of(exchange);
        if (stays(work, thrown)) {
            leave(exchange);
        } else {
            bury(exchange, work, failure(thrown));
        }
    }

    private void bury(Exchange exchange, ItemWork work, Failure failure) {
        String run = work.ref().run();
        ledger.dead(run, work.ref().position(), failure.reason(), failure.message());
        if (active.failsFast(run)) {
            active.pause(
                    run,
                    "item %d is a dead letter (%s: %s) and the run was told to stop at the first one"
                            .formatted(work.ref().position(), failure.reason(), failure.message()),
                    null);
        }
        exchange.getMessage().setBody(ItemEnd.dead(failure.reason().name()));
    }

    /** For what reaches the dead letter channel: buries an item; outside any item, pauses the run. */
    public void failed(Exchange exchange) {
        String run = exchange.getProperty(Keys.RUN, String.class);
        Throwable thrown = Causes.of(exchange);
        Failure failure = failure(thrown);
        if (exchange.getProperty(Keys.ITEM) instanceof ItemWork) {
            bury(exchange);
        } else if (run != null) {
            pause(run, failure);
            active.end(run);
        } else {
            LOG.error("{} failed: {}", exchange.getFromRouteId(), failure.message(), thrown);
        }
    }

    private static Failure failure(@Nullable Throwable thrown) {
        return Causes.find(thrown, Fault.class)
                .map(Fault::failure)
                .or(() -> Causes.find(thrown, RefusedOutputException.class)
                        .map(refused -> Failure.of(Reason.CONFIG, String.valueOf(refused.getMessage()))))
                .orElseGet(() -> Failure.of(Reason.ROUTE_FAILED, Causes.describe(thrown)));
    }
}
