package io.cama.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * How long items took without the time that their HTTP calls took. An item and its calls are one thread's. Camel times a
 * sending only for who listens to its begin as well.
 */
final class OwnTime extends EventNotifierSupport {
    private static final int MOST = 1_000_000;

    private final ThreadLocal<long[]> called = ThreadLocal.withInitial(() -> new long[1]);
    private final int[] millis = new int[MOST];
    private final int[] whole = new int[MOST];
    private final AtomicInteger items = new AtomicInteger();

    void watch(CamelContext context) {
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        context.getManagementStrategy().addEventNotifier(this);
        ServiceHelper.startService(this);
        // Camel decides at its start whether anybody listens, and this one comes later.
        context.getCamelContextExtension().setEventNotificationApplicable(true);
    }

    void begin() {
        items.set(0);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent) {
            String uri = sent.getEndpoint().getEndpointUri();
            if (uri.startsWith("http")) {
                called.get()[0] += sent.getTimeTaken();
            } else if (uri.startsWith("direct://job-")) {
                int item = items.getAndIncrement();
                if (item < MOST) {
                    whole[item] = (int) sent.getTimeTaken();
                    millis[item] = (int) (sent.getTimeTaken() - called.get()[0]);
                }
                called.get()[0] = 0;
            }
        }
    }

    Map<String, Object> figures() {
        int seen = Math.min(items.get(), MOST);
        if (seen == 0) {
            return Map.of();
        }
        int[] own = Arrays.copyOf(millis, seen);
        int[] all = Arrays.copyOf(whole, seen);
        Arrays.sort(own);
        Arrays.sort(all);
        return Map.of(
                "ownP50", own[seen / 2],
                "ownP95", own[seen * 95 / 100],
                "ownP99", own[seen * 99 / 100],
                "ownMean", Arrays.stream(own).average().orElse(0),
                "itemP99", all[seen * 99 / 100],
                "itemMean", Arrays.stream(all).average().orElse(0));
    }
}
