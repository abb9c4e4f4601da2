package io.cama.flow.ask;

import io.cama.flow.Causes;
import io.cama.flow.Keys;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.KeptReply;
import io.cama.llm.Redaction;
import io.cama.llm.WireFault;
import io.cama.model.Failure;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Secret;
import io.cama.model.Verdict;
import io.cama.pace.Gates;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;

/** The bean {@code call}: what stands around the HTTP call, in the order that loses nothing that was paid for. */
public final class CallSteps {
    private final Ledger ledger;
    private final Endpoints endpoints;
    private final Gates gates;
    private final Answers answers;

    public CallSteps(Ledger ledger, Endpoints endpoints, Gates gates, Answers answers) {
        this.ledger = ledger;
        this.endpoints = endpoints;
        this.gates = gates;
        this.answers = answers;
    }

    /** Body out: the request. That it is about to be made is durable when this returns. */
    public void write(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        asking.call()
                .set(ledger.ask(new Ask(
                        asking.hash(),
                        asking.run(),
                        asking.position(),
                        asking.prompt().name(),
                        asking.work().ref().attempt(),
                        asking.provider().name(),
                        asking.model())));
        exchange.getMessage().setBody(asking.request());
    }

    /** Nothing usable came back over the wire. */
    public void broken(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        Failure failure = WireFault.of(Causes.require(exchange));
        ledger.failed(asking.call().get(), failure.reason(), failure.message(), 0, null);
        throw failure.asFault();
    }

    /** Stores what came back, whole, before it is looked at. Body out: the stored reply. An error of the endpoint is told here. */
    public void keep(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        endpoints.hasAnswered(asking.endpoint());
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        byte[] bytes = body == null ? new byte[0] : body;
        if (status == 200 && isUtf8(bytes)) {
            String text = withoutKey(asking, new String(bytes, StandardCharsets.UTF_8));
            ledger.keep(asking.call().get(), status, text);
            exchange.getMessage()
                    .setBody(new KeptReply(
                            asking.call().get(), asking.hash(), 0, Verdict.UNCHECKED, status, text, null, 0, 0));
        } else {
            refuse(asking, status, exchange, bytes);
        }
    }

    private void refuse(Asking asking, int status, Exchange exchange, byte[] body) {
        Reply reply = asking.dialect().read(asking.provider(), status, headers(exchange), body);
        Failure failure = reply instanceof Reply.Failed failed
                ? failed.failure()
                : Failure.of(Reason.PROTOCOL, "status " + status + " with an answer in it");
        ledger.failed(
                asking.call().get(),
                failure.reason(),
                failure.message(),
                status,
                withoutKey(asking, new String(body, StandardCharsets.UTF_8)));
        if (failure.pause() != null) {
            gates.of(asking.provider()).pause(failure.pause());
        }
        throw failure.asFault();
    }

    /** Body in: the stored reply. Body out: the answer, checked against the prompt's output schema. */
    public void check(Exchange exchange) {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        exchange.getMessage()
                .setBody(answers.check(asking, exchange.getMessage().getBody(KeptReply.class)));
    }

    /** An endpoint may echo the key; the ledger must not learn it. Only the key itself is replaced, so JSON stays JSON. */
    private static String withoutKey(Asking asking, String body) {
        Secret key = asking.provider().key();
        return key == null || key.reveal().isEmpty() ? body : body.replace(key.reveal(), Redaction.MARK);
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
