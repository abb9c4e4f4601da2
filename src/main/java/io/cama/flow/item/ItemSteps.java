package io.cama.flow.item;

import io.cama.flow.Causes;
import io.cama.flow.Json;
import io.cama.flow.Keys;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code item}: the beginning and the four ends of an item's way through its job's route. */
public final class ItemSteps {
    private static final Logger LOG = LoggerFactory.getLogger(ItemSteps.class);

    private final Ledger ledger;
    private final ActiveRuns active;

    public ItemSteps(Ledger ledger, ActiveRuns active) {
        this.ledger = ledger;
        this.active = active;
    }

    /** Body in: {@link ItemRef}. Body out: the item's fields, to which each prompt adds its answer. */
    public void open(Exchange exchange) throws Exception {
        ItemRef ref = exchange.getMessage().getMandatoryBody(ItemRef.class);
        if (active.paused(ref.run())) {
            throw new RunPaused("run " + ref.run() + " is paused");
        }
        Item item = ledger.item(ref.run(), ref.position())
                .orElseThrow(() -> new IllegalStateException("the ledger has no item " + ref));
        exchange.setProperty(Keys.ITEM, new ItemWork(ref));
        exchange.getMessage().setBody(Json.object(item.fields()));
    }

    /** The item ends with what the body holds; the first end of an item counts. */
    public void keep(Exchange exchange) {
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> values) {
            ledger.ok(work.ref().run(), work.ref().position(), Json.line(values), List.copyOf(work.calls()));
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
        active.pause(run, failure.reason() + ": " + failure.message() + "; " + failure.hint(), null);
    }

    /** Whether what was thrown is no fault of the item. A step that fails while its run is being stopped is not. */
    private boolean stays(String run, @Nullable Throwable thrown) {
        Optional<Fault> fault = Causes.find(thrown, Fault.class);
        return fault.isPresent()
                ? fault.get().failure().kind() != FaultKind.ITEM
                        || (fault.get().failure().reason().retry() && active.paused(run))
                : Causes.find(thrown, RunPaused.class).isPresent()
                        || Causes.find(thrown, InterruptedException.class).isPresent()
                        || active.paused(run);
    }

    /** The item ends in the dead letters with the reason of the failure, if the failure is its own. */
    public void bury(Exchange exchange) {
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        Throwable thrown = Causes.of(exchange);
        if (stays(work.ref().run(), thrown)) {
            leave(exchange);
        } else {
            bury(exchange, work, failure(thrown));
        }
    }

    private void bury(Exchange exchange, ItemWork work, Failure failure) {
        ledger.dead(work.ref().run(), work.ref().position(), failure.reason(), failure.message());
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
