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
import io.cama.llm.Redaction;
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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;

/** The bean {@code call}: what stands around the HTTP call, in the order that loses nothing that was paid for. */
public final class CallSteps {
    /** Somebody on the way stopped waiting for a model that may have answered all the same. */
    private static final Set<Integer> MAYBE_DONE = Set.of(408, 504, 524);

    /** What stands in a text for bytes that are none. */
    private static final char REPLACED = '\uFFFD';

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
        pacing.enter(exchange.getProperty(Keys.ASK, Asking.class));
    }

    /** Body out: the request. That it is about to be made, and what it may cost, is durable when this returns. */
    public void write(Exchange exchange) throws InterruptedException {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        ground.require();
        asking.calls(budget.ask(asking));
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
        asking.settled();
        pacing.failed(asking, failure);
        throw failure.asFault();
    }

    /** Stores what came back, whole, before it is looked at, however long the ledger refuses it. Body out: the stored reply. An error of the endpoint is told here. */
    public void keep(Exchange exchange) throws InterruptedException {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        Try asked = asking.now();
        endpoints.hasAnswered(asked.candidate().endpoint());
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        byte[] bytes = body == null ? new byte[0] : body;
        asking.heard(headers(exchange));
        pacing.heard(asking, status);
        String raw = new String(bytes, StandardCharsets.UTF_8);
        if (status == 200 && (raw.indexOf(REPLACED) < 0 || isUtf8(bytes))) {
            String text = withoutKey(asked, raw);
            ground.insist(() -> ledger.keep(asking.call(), status, text));
            exchange.getMessage()
                    .setBody(new KeptReply(
                            asking.call(), asked.hash(), 0, Verdict.UNCHECKED, status, text, null, 0, 0, null, null));
        } else {
            refuse(asking, status, bytes);
        }
    }

    private void refuse(Asking asking, int status, byte[] body) {
        Try asked = asking.now();
        Reply reply = asked.candidate().dialect().read(asked.candidate().provider(), status, asking.headers(), body);
        Failure failure = reply instanceof Reply.Failed failed
                ? failed.failure()
                : Failure.of(Reason.PROTOCOL, "status " + status + " with an answer in it");
        ledger.failed(
                asking.call(),
                failure.reason(),
                failure.message(),
                status,
                withoutKey(asked, new String(body, StandardCharsets.UTF_8)),
                MAYBE_DONE.contains(status) || (status >= 200 && status < 300));
        asking.settled();
        pacing.failed(asking, failure);
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
        } catch (LocalFault ours) {
            throw ours;
        } catch (Fault fault) {
            asking.settled();
            pacing.failed(asking, fault.failure());
            throw fault;
        }
    }

    /** The permit goes back, whatever became of the call; one whose cost nobody has told counts at its worst. */
    public void done(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        pacing.leave(asking);
        if (asking.isUnsettled()) {
            ledger.doubt(asking.call());
        }
    }

    /** An endpoint may echo the key or a secret header; the ledger must not learn them. */
    private static String withoutKey(Try asked, String body) {
        return Redaction.of(asked.candidate().provider()).exact(body);
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getMessage()
                .getHeaders()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        return headers;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
