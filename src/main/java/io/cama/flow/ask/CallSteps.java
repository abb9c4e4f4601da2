package io.cama.flow.ask;

import io.cama.flow.Causes;
import io.cama.flow.Keys;
import io.cama.flow.attempt.Asking;
import io.cama.flow.attempt.Try;
import io.cama.flow.endpoint.Endpoints;
import io.cama.flow.local.Ground;
import io.cama.flow.money.Budget;
import io.cama.flow.money.Sizing;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.KeptReply;
import io.cama.llm.WireFault;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import io.cama.pace.Gates;
import io.cama.pace.breaker.Breakers;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The bean {@code call}: what stands around the HTTP call, in the order that loses nothing that was paid for. */
public final class CallSteps {
    /** Somebody on the way stopped waiting for a model that may have answered all the same. */
    private static final Set<Integer> MAYBE_DONE = Set.of(408, 504, 524);

    private static final Failure NOT_READ = Failure.of(Reason.LEDGER, "the reply could not be kept or read");

    private final Ledger ledger;
    private final Endpoints endpoints;
    private final Pacing pacing;
    private final Budget budget;
    private final Answers answers;
    private final Ground ground;

    public CallSteps(
            Ledger ledger,
            Endpoints endpoints,
            Gates gates,
            Breakers breakers,
            Sizing sizing,
            Budget budget,
            Answers answers,
            Ground ground) {
        this.ledger = ledger;
        this.endpoints = endpoints;
        this.pacing = new Pacing(gates, breakers, endpoints, sizing);
        this.budget = budget;
        this.answers = answers;
        this.ground = ground;
    }

    /** Waits for a permit of the endpoint, in the order of runs and their rank. */
    public void permit(Exchange exchange) throws InterruptedException {
        ground.require();
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        long since = System.nanoTime();
        pacing.enter(asking);
        asking.active().watches().permitted(asking, Duration.ofNanos(System.nanoTime() - since));
    }

    /** Body out: the request. That it is about to be made, and what it may cost, is durable when this returns. */
    public void write(Exchange exchange) throws InterruptedException {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        ground.require();
        asking.calls(budget.ask(asking));
        asking.work().called().set(true);
        asking.waiting().callBegins();
        asking.active().watches().calling(asking);
        exchange.getMessage().setBody(asking.now().request());
    }

    /** Nothing usable came back over the wire. */
    public void broken(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        Failure failure = WireFault.of(Causes.require(exchange));
        if (failure.reason() == Reason.LOCAL_BUSY) {
            ledger.withdraw(asking.call());
        } else {
            ledger.failed(
                    asking.call(),
                    failure.reason(),
                    failure.message(),
                    0,
                    null,
                    !Pacing.NEVER_SENT.contains(failure.reason()));
        }
        failed(asking, failure);
        throw failure.asFault();
    }

    /** Stores what came back, whole, before it is looked at, however long the ledger refuses it. Body out: the stored reply. An error of the endpoint is told here. */
    public void keep(Exchange exchange) throws InterruptedException {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        Try asked = asking.now();
        endpoints.hasAnswered(asked.candidate().endpoint());
        Heard heard = Heard.of(exchange);
        asking.heard(heard.headers());
        pacing.heard(asking, heard.status());
        if (heard.status() == 200 && heard.isText()) {
            String text = heard.withoutKey(asked);
            ground.insist(() -> ledger.keep(asking.call(), 200, text));
            exchange.getMessage()
                    .setBody(new KeptReply(
                            asking.call(), asked.hash(), 0, Verdict.UNCHECKED, 200, text, null, 0, 0, null, null));
        } else {
            refuse(asking, heard);
        }
    }

    private void refuse(Asking asking, Heard heard) {
        Try asked = asking.now();
        int status = heard.status();
        Reply reply =
                asked.candidate().dialect().read(asked.candidate().provider(), status, asking.headers(), heard.body());
        Failure failure = reply instanceof Reply.Failed failed
                ? failed.failure()
                : Failure.of(Reason.PROTOCOL, "status " + status + " with an answer in it");
        ledger.failed(
                asking.call(),
                failure.reason(),
                failure.message(),
                status,
                heard.withoutKey(asked),
                MAYBE_DONE.contains(status) || (status >= 200 && status < 300));
        failed(asking, failure);
        throw failure.asFault();
    }

    /** Body in: the stored reply. Reads it and checks it against the prompt's output schema. */
    public void check(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        KeptReply kept = exchange.getMessage().getBody(KeptReply.class);
        try {
            Usage usage = answers.check(asking, asking.now(), kept, asking.headers());
            asking.settled();
            pacing.answered(asking, usage);
            over(asking, null);
        } catch (LocalFault ours) {
            throw ours;
        } catch (Fault fault) {
            failed(asking, fault.failure());
            throw fault;
        }
    }

    /** The permit goes back, whatever became of the call; one whose cost nobody has told counts at its worst. */
    public void done(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        pacing.leave(asking);
        over(asking, NOT_READ);
        if (asking.isUnsettled()) {
            ledger.doubt(asking.call());
        }
    }

    private void failed(Asking asking, Failure failure) {
        asking.settled();
        pacing.failed(asking, failure);
        over(asking, failure);
    }

    /** Said once of a call; where it broke off before anybody could read the reply, that is said in the end. */
    private static void over(Asking asking, @Nullable Failure failure) {
        Duration took = asking.waiting().callEnds();
        if (took != null) {
            asking.active().watches().called(asking, failure, took);
        }
    }
}
