package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.flow.event.Event;
import io.cama.flow.event.Listeners;
import io.cama.ledger.sent.Outgoing.Sent;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.routes.ScriptedEndpoint.Answer;
import io.cama.routes.ScriptedEndpoint.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A web address is told of every event: again after waits that double, and later if that did not help. */
class EventRouteTest extends SharedFlow {
    private final List<Instant> tries = new CopyOnWriteArrayList<>();

    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.events", endpoint.url() + "/listener?token=x%20y",
                "cama.events.retry-delay", "100ms",
                "cama.events.again", "300ms");
    }

    private void listenerFails(int times) {
        AtomicInteger left = new AtomicInteger(times);
        endpoint.script(call -> {
            if (!isTold(call)) {
                return Answer.says("{\"said\":\"yes\"}");
            }
            tries.add(Instant.now());
            return left.getAndDecrement() > 0 ? fails(503, "later") : new Answer(204, "", Map.of());
        });
    }

    private static boolean isTold(Call call) {
        return call.path().contains("/listener");
    }

    private List<Event> told() {
        return endpoint.calls().stream()
                .filter(EventRouteTest::isTold)
                .map(call -> Event.parse(call.body().toString()))
                .toList();
    }

    private boolean allArrived() {
        String id = context.getRegistry()
                .lookupByNameAndType("events", Listeners.class)
                .ids()
                .get(0);
        Iterator<Sent> open = ledger.outgoing(id, 0);
        return !open.hasNext();
    }

    private List<Event> told(Run run, String type) {
        return told().stream()
                .filter(event -> run.id().equals(event.run()) && event.type().equals(type))
                .toList();
    }

    @Test
    void whatTheListenerRefusesIsSentAgainAfterWaitsThatDoubleAndThenKeptUntilItIsBack() throws Exception {
        listenerFails(5);
        Run run = ask("once");
        assertThat(run.state()).isEqualTo(RunState.DONE);
        until(() -> told(run, "run.finished").size() == 1 && allArrived());

        assertThat(Duration.between(tries.get(0), tries.get(1)))
                .isBetween(Duration.ofMillis(95), Duration.ofMillis(199));
        assertThat(Duration.between(tries.get(1), tries.get(2))).isGreaterThanOrEqualTo(Duration.ofMillis(195));
        assertThat(Duration.between(tries.get(2), tries.get(3))).isGreaterThanOrEqualTo(Duration.ofMillis(395));
        assertThat(told().subList(0, 4)).as("four tries of the first event").containsOnly(told().get(0));
        assertThat(told().get(4))
                .as("the next one goes before the one that is kept")
                .isNotEqualTo(told().get(0));
        assertThat(told(run, "file.claimed")).hasSizeGreaterThan(4);
        assertThat(told(run, "item.done")).hasSize(1);
    }

    @Test
    void aRowThatCannotBeReadIsToldAndHoldsUpNobody() throws Exception {
        endpoint.script(call -> isTold(call) ? new Answer(204, "", Map.of()) : Answer.says("{\"said\":\"yes\"}"));

        Run run = process("plain", fresh("ragged") + ".csv", "word,type", "good,noun", "bad");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        until(() -> told(run, "item.failed").size() == 1);
        assertThat(told(run, "item.failed").get(0).payload()).containsEntry("reason", "RAGGED_ROW");
        assertThat(told(run, "item.done")).hasSize(1);
    }

    @Test
    void aRunThatIsCancelledTellsSo() throws Exception {
        endpoint.script(call -> isTold(call) ? new Answer(204, "", Map.of()) : fails(401, "no key"));
        Run run = ask("nobody");
        assertThat(run.state()).isEqualTo(RunState.PAUSED);

        flow.runOrders().cancel(run.id(), "not wanted any more");

        until(() -> told(run, "run.rejected").size() == 1);
        assertThat(told(run, "run.rejected").get(0).payload()).containsEntry("reason", "not wanted any more");
    }

    @Test
    void anItemThatFailsAndABreakerThatOpensAreToldWithTheReason() throws Exception {
        endpoint.script(call -> isTold(call) ? new Answer(204, "", Map.of()) : fails(401, "no key"));
        Run run = ask("nobody");
        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        until(() -> told(run, "run.paused").size() == 1
                && told().stream().anyMatch(event -> event.type().equals("breaker.open")));

        assertThat(told(run, "run.paused").get(0).payload().get("reason").toString())
                .contains("AUTH");
        assertThat(told(run, "item.started")).hasSize(1);
        assertThat(told(run, "item.done")).isEmpty();

        endpoint.script(call -> isTold(call) ? new Answer(204, "", Map.of()) : Answer.says("{\"said\":\"yes\"}"));
        flow.breakers().reset(breaker());
        again(run);
        until(() -> told(run, "run.finished").size() == 1);
        assertThat(told(run, "run.resumed")).hasSize(1);
        assertThat(told().stream().map(Event::type)).contains("breaker.closed");
    }
}
