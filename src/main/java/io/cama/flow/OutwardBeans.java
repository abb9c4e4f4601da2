package io.cama.flow;

import io.cama.config.Settings;
import io.cama.config.value.EscalationTarget;
import io.cama.flow.deploy.DeploySteps;
import io.cama.flow.endpoint.HttpEdge;
import io.cama.flow.endpoint.WebHooks;
import io.cama.flow.event.EventType;
import io.cama.flow.event.Events;
import io.cama.flow.event.Listeners;
import io.cama.flow.event.TellingLedger;
import io.cama.flow.memory.Heap;
import io.cama.flow.memory.HeapGuard;
import io.cama.flow.review.ReviewSteps;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.pace.breaker.BreakerChange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.Registry;

/** The beans by which answers are checked and handed on, and others told of what happens: {@code review}, {@code deploy}, {@code events}. */
final class OutwardBeans {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Settings settings;
    private final Ledger real;
    private final boolean metered;
    private final Listeners listeners;
    private final Events events;
    private final Parts parts;
    private final HeapGuard heap;

    OutwardBeans(CamelContext context, Settings settings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
        this.heap = new HeapGuard(Heap.ofThisProcess(), settings.number("cama.heap.guard"), parts.clock());
        this.real = parts.ledger();
        this.metered = parts.metered();
        WebHooks hooks = new WebHooks(
                context,
                "event",
                HttpEdge.plain(
                        settings.duration("cama.events.timeout"),
                        AskBeans.httpLimits(settings),
                        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "cama-events")));
        this.listeners = new Listeners(
                context,
                real,
                metered ? List.of() : settings.list(EscalationTarget.LISTENERS),
                hooks,
                settings.duration("cama.events.again"),
                parts.clock());
        this.events =
                new Events(real, listeners.ids(), settings.number("cama.events.most"), parts.clock(), listeners::wake);
        if (!metered) {
            events.tidy();
        }
    }

    Events events() {
        return events;
    }

    /** Whether the heap has room for more work. */
    boolean hasRoom() {
        return heap.hasRoom();
    }

    /** The ledger that all who change the state of files, runs and items are to use. */
    Ledger ledger() {
        return TellingLedger.over(real, events, parts.serves() && !metered, parts.clock());
    }

    void bind(Registry registry, ActiveRuns active) {
        registry.bind("heapGuard", heap);
        registry.bind("events", listeners);
        registry.bind("happenings", events);
        registry.bind("eventPatience", patience());
        registry.bind("review", new ReviewSteps(events, (int) settings.bytes("cama.review.max-findings"), metered));
        registry.bind("deploy", new DeploySteps(real, active, events, metered));
    }

    private RedeliveryPolicy patience() {
        RedeliveryPolicy patience = new RedeliveryPolicy();
        patience.setMaximumRedeliveries(settings.number("cama.events.retries"));
        patience.setRedeliveryDelay(settings.duration("cama.events.retry-delay").toMillis());
        patience.setMaximumRedeliveryDelay(LONGEST_WAIT.toMillis());
        patience.setUseExponentialBackOff(true);
        patience.setBackOffMultiplier(2);
        patience.setAllowRedeliveryWhileStopping(false);
        patience.setLogExhausted(false);
        return patience;
    }

    /** A breaker has changed its state. */
    void changed(BreakerChange change) {
        EventType type =
                switch (change.to()) {
                    case "open" -> EventType.BREAKER_OPEN;
                    case "half_open" -> EventType.BREAKER_HALF_OPEN;
                    case "closed" -> EventType.BREAKER_CLOSED;
                    default -> EventType.BREAKER_ISOLATED;
                };
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("model", change.provider() + "/" + change.model());
        payload.put("from", change.from());
        payload.put("why", change.why());
        events.run(type, "", null, payload);
    }
}
