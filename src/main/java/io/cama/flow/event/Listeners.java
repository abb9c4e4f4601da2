package io.cama.flow.event;

import io.cama.config.value.EscalationTarget;
import io.cama.flow.Causes;
import io.cama.flow.Keys;
import io.cama.flow.endpoint.WebHooks;
import io.cama.ledger.Ledger;
import io.cama.ledger.sent.Outgoing.Sent;
import io.cama.llm.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code events}: sends each listener what it has not got, each on a route of its own. */
public final class Listeners {
    /** The type of an event, as a header that a route or a broker can choose by. */
    public static final String TYPE = "CamaEvent";

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final String QUEUE =
            "seda:event-listener-%d?size=1&discardWhenFull=true&waitForTaskToComplete=Never";

    private final CamelContext context;
    private final Ledger ledger;
    private final WebHooks hooks;
    private final Duration again;
    private final InstantSource clock;
    private final ProducerTemplate producer;
    private final List<Listener> listeners;

    /** One listener: the number of its route, and what the ledger knows it by. */
    private static final class Listener {
        private final String target;
        private final String id;
        private final AtomicBoolean woken = new AtomicBoolean();
        private long arrived;
        private Instant silentUntil = Instant.MIN;

        Listener(String target) {
            this.target = target;
            this.id = UUID.nameUUIDFromBytes(target.getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }

    /**
     * For these listeners.
     *
     * @param targets web addresses and endpoints of Camel
     * @param again how long one is left alone that could not be told
     */
    public Listeners(
            CamelContext context,
            Ledger ledger,
            List<String> targets,
            WebHooks hooks,
            Duration again,
            InstantSource clock) {
        this.context = context;
        this.ledger = ledger;
        this.hooks = hooks;
        this.again = again;
        this.clock = clock;
        this.producer = context.createProducerTemplate();
        this.listeners = targets.stream().distinct().map(Listener::new).toList();
    }

    /** What the ledger knows the listeners by. */
    public List<String> ids() {
        return listeners.stream().map(listener -> listener.id).toList();
    }

    /** Something is there to be sent. */
    public void wake() {
        for (int n = 0; n < listeners.size(); n++) {
            if (context.getStatus().isStarted() && listeners.get(n).woken.compareAndSet(false, true)) {
                producer.sendBody(QUEUE.formatted(n), "");
            }
        }
    }

    /** Makes the listeners' routes, unless they are there, and wakes all of them. */
    public void watch() throws Exception {
        for (int n = 0; n < listeners.size(); n++) {
            String id = "event-listener-" + n;
            if (context.getRoute(id) == null) {
                TemplatedRouteBuilder.builder(context, "listener")
                        .routeId(id)
                        .parameter("number", String.valueOf(n))
                        .add();
            }
            listeners.get(n).woken.set(false);
        }
        wake();
    }

    private Listener listener(Exchange exchange) {
        return listeners.get(exchange.getProperty(Keys.LISTENER, 0, Integer.class));
    }

    /** What the split goes through: what the listener has not got, but no more once one could not be told. */
    public Iterator<Sent> open(Exchange exchange) {
        Listener listener = listener(exchange);
        listener.woken.set(false);
        if (isSilent(listener)) {
            return Collections.emptyIterator();
        }
        Iterator<Sent> outgoing = ledger.outgoing(listener.id, listener.arrived);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !isSilent(listener) && outgoing.hasNext();
            }

            @Override
            public Sent next() {
                return outgoing.next();
            }
        };
    }

    private boolean isSilent(Listener listener) {
        return clock.instant().isBefore(listener.silentUntil);
    }

    /** Body in: {@link Sent}. Body out: the event as JSON, its type as a header. Says where it goes. */
    public void write(Exchange exchange) throws Exception {
        Listener listener = listener(exchange);
        Sent sent = exchange.getMessage().getMandatoryBody(Sent.class);
        exchange.setProperty(Keys.EVENT, sent);
        exchange.setProperty(Keys.TARGET, hooks.endpoint(listener.target));
        exchange.getMessage().setHeader(TYPE, Event.parse(sent.body()).type());
        hooks.query(listener.target)
                .ifPresent(query -> exchange.getMessage().setHeader(Exchange.HTTP_RAW_QUERY, query));
        exchange.getMessage().setBody(sent.body());
    }

    /** It has arrived. */
    public void told(Exchange exchange) {
        Sent sent = exchange.getProperty(Keys.EVENT, Sent.class);
        Listener listener = listener(exchange);
        ledger.arrived(sent.no());
        if (sent.kept()) {
            ledger.flush(); // what was kept has no place in the order by which it would be passed over
        } else {
            listener.arrived = sent.no();
        }
    }

    /** It has not arrived however often it was tried; it is kept, and the listener left alone for a while. */
    public void untold(Exchange exchange) {
        Sent sent = exchange.getProperty(Keys.EVENT, Sent.class);
        Listener listener = listener(exchange);
        String shown = EscalationTarget.shown(listener.target);
        String why = Redaction.byForm().of(Causes.describe(Causes.of(exchange)).replace(listener.target, shown));
        listener.arrived = sent.kept() ? listener.arrived : sent.no();
        listener.silentUntil = clock.instant().plus(again);
        ledger.kept(sent.no(), why);
        LOG.warn("An event could not be told and is kept; it is tried again in {}: {}: {}", again, shown, why);
    }
}
