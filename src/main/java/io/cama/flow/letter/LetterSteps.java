package io.cama.flow.letter;

import io.cama.flow.Causes;
import io.cama.flow.Json;
import io.cama.flow.Keys;
import io.cama.flow.attempt.Asking;
import io.cama.flow.choice.Retake;
import io.cama.flow.item.Blame;
import io.cama.flow.item.ItemEnd;
import io.cama.flow.item.ItemSteps;
import io.cama.flow.item.ItemWork;
import io.cama.flow.local.Ground;
import io.cama.flow.local.Quarantine;
import io.cama.flow.review.Crash;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.model.ErrorDocument;
import io.cama.model.Failing;
import io.cama.model.Failure;
import io.cama.model.ItemRef;
import io.cama.model.LocalFault;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code letter}: how an item ends whose job's route failed, and how dead letters are let go of. */
public final class LetterSteps {
    private static final Logger LOG = LoggerFactory.getLogger(LetterSteps.class);

    private final Ledger ledger;
    private final ActiveRuns active;
    private final ItemSteps items;
    private final Escalation escalation;
    private final Ground ground;

    public LetterSteps(Ledger ledger, ActiveRuns active, ItemSteps items, Escalation escalation, Ground ground) {
        this.ledger = ledger;
        this.active = active;
        this.items = items;
        this.escalation = escalation;
        this.ground = ground;
    }

    /**
     * Body out: what is to become of the item, {@code stays} where the fault is not its own, else as its job says. What
     * fails outside any item pauses its run, and nothing is left to do: {@code over}.
     */
    public void judge(Exchange exchange) {
        Throwable thrown = Crash.of(exchange);
        if (!(exchange.getProperty(Keys.ITEM) instanceof ItemWork work)) {
            outside(exchange, thrown);
            exchange.getMessage().setBody("over");
            return;
        }
        boolean poison = items.isPoison(work, thrown);
        if (!poison && stays(work, thrown)) {
            exchange.getMessage().setBody("stays");
        } else {
            Failure failure = poison ? Quarantine.usedUpMemory() : Blame.of(thrown);
            Failing failing = failing(work);
            exchange.setProperty(Keys.FAILURE, failure);
            exchange.setProperty(Keys.FALLBACK, failing.fallback());
            if (failing.way() != Failing.Way.DEAD_LETTER) {
                exchange.setProperty(Keys.VALUES, values(exchange, work));
            }
            exchange.getMessage().setBody(failing.way().text());
        }
    }

    private void outside(Exchange exchange, @Nullable Throwable thrown) {
        String run = exchange.getProperty(Keys.RUN, String.class);
        if (run != null) {
            Failure failure = Blame.ofRun(thrown);
            items.pause(run, failure);
            active.end(run);
            ground.gaveWay(failure);
        } else if (!ground.doubt(thrown)) {
            LOG.error("{} failed: {}", exchange.getFromRouteId(), Causes.describe(thrown), thrown);
        }
    }

    private boolean stays(ItemWork work, @Nullable Throwable thrown) {
        return Blame.sparesItem(work, thrown, active.paused(work.ref().run()));
    }

    private Failing failing(ItemWork work) {
        return active.holds(work.ref().run())
                ? active.require(work.ref().run()).job().failing()
                : Failing.USUAL;
    }

    /** What the item holds so far: the answers of earlier prompts stand beside its fields. */
    private Map<String, Object> values(Exchange exchange, ItemWork work) {
        Object body = exchange.getMessage().getBody();
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        Map<String, Object> values = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), value));
        } else if (asking != null && asking.work().ref().equals(work.ref())) {
            values.putAll(asking.item());
        } else {
            ledger.item(work.ref().run(), work.ref().position())
                    .ifPresent(item -> values.putAll(Json.object(item.fields())));
        }
        return values;
    }

    /** The item ends in the dead letters with its failure. */
    public void bury(Exchange exchange) {
        end(exchange, exchange.getProperty(Keys.FAILURE, Failure.class), null);
    }

    /** The item ends in the outputs, in its place, with what it holds and its error. */
    public void record(Exchange exchange) {
        end(exchange, exchange.getProperty(Keys.FAILURE, Failure.class), Json.line(withError(exchange)));
    }

    /** Body out: what the item holds, and its error. */
    public void offer(Exchange exchange) {
        exchange.getMessage().setBody(withError(exchange));
    }

    /** The fallback failed: the item stays pending where that is no fault of its own, and is a dead letter else. */
    public void bothFailed(Exchange exchange) {
        Throwable thrown = Causes.of(exchange);
        ItemWork work = exchange.getProperty(Keys.ITEM, ItemWork.class);
        if (stays(work, thrown)) {
            items.leave(exchange);
            return;
        }
        Failure first = exchange.getProperty(Keys.FAILURE, Failure.class);
        Failure second = Blame.of(thrown);
        end(
                exchange,
                Failure.of(
                        first.reason(),
                        "%s; the fallback failed as well: %s: %s"
                                .formatted(first.message(), second.reason(), second.message())),
                null);
    }

    /** The item is a dead letter for a reason that no route has seen to. */
    public void buryFor(Exchange exchange, Failure failure) {
        end(exchange, failure, null);
    }

    private void end(Exchange exchange, Failure failure, @Nullable String result) {
        ItemRef ref = exchange.getProperty(Keys.ITEM, ItemWork.class).ref();
        boolean tell = escalation.isWanted(failing(exchange.getProperty(Keys.ITEM, ItemWork.class)));
        try {
            boolean ended = ledger.bury(ref.run(), ref.position(), failure.reason(), failure.message(), result, tell);
            exchange.setProperty(Keys.TELL, ended && tell);
            active.of(ref.run()).ifPresent(run -> run.troubles().answered());
        } catch (LocalFault refused) {
            exchange.setProperty(Keys.TELL, false);
            items.leaveFor(exchange, refused.failure());
            return;
        }
        if (active.of(ref.run()).filter(run -> run.run().terms().failFast()).isPresent()) {
            active.pause(
                    ref.run(),
                    "item %d is a dead letter (%s: %s) and the run was told to stop at the first one"
                            .formatted(ref.position(), failure.reason(), failure.message()),
                    null);
        }
        exchange.getMessage().setBody(ItemEnd.dead(failure.reason().name()));
    }

    /** The error stands under a name that the item has not. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> withError(Exchange exchange) {
        Failure failure = exchange.getProperty(Keys.FAILURE, Failure.class);
        Map<String, Object> values = new LinkedHashMap<>(exchange.getProperty(Keys.VALUES, Map.class));
        Object error = ErrorDocument.of(failure, Map.of(), Instant.EPOCH).get("error");
        values.put(values.containsKey("error") ? "@error" : "error", error);
        return values;
    }

    /** Body in: {@link LetGo}. Body out: how many dead letters are none any more. */
    public void letGo(Exchange exchange) throws Exception {
        LetGo letters = exchange.getMessage().getMandatoryBody(LetGo.class);
        Retake retake = letters.retake();
        exchange.getMessage()
                .setBody(
                        letters.drop()
                                ? ledger.drop(letters.run(), letters.positions())
                                : ledger.retry(
                                        letters.run(),
                                        letters.positions(),
                                        retake == null ? null : retake.text(),
                                        letters.terms()));
    }
}
