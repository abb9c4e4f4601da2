package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.flow.board.OrderBook;
import io.cama.flow.board.Orders.Verb;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.pace.breaker.BreakerChange;
import io.cama.pace.breaker.BreakerStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The breaker in the way of a call: it opens, probes, closes, and no item is lost meanwhile. */
class BreakerRouteTest extends SharedFlow {
    private static final String YES = "{\"said\":\"yes\"}";

    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.retry.passes", "3",
                "cama.retry.attempts", "11",
                "cama.wait.max", "2s",
                "cama.breaker.minimum-calls", "10",
                "cama.breaker.probes", "3",
                "cama.breaker.open", "150ms");
    }

    private Run crowd(int items) throws Exception {
        return submit("crowd", fresh("words") + ".csv", 0, lines(items));
    }

    private static String[] lines(int items) {
        return IntStream.rangeClosed(0, items)
                .mapToObj(n -> n == 0 ? "word" : "word" + n)
                .toArray(String[]::new);
    }

    private BreakerStats stats() {
        return flow.breakers().stats().get(breaker());
    }

    @Test
    void aFailingEndpointIsLeftAloneAndEveryItemEndsWellWhenItIsBack() throws Exception {
        AtomicBoolean well = new AtomicBoolean();
        endpoint.script(call -> well.get() ? says(YES) : fails(500, "no"));
        List<BreakerChange> changes = Collections.synchronizedList(new ArrayList<>());
        flow.breakers().onChange(changes::add);
        Run run = crowd(40);
        until(() -> stats() != null && stats().opened() >= 3);
        int hits = endpoint.calls().size();
        well.set(true);

        Run done = settled(run);

        assertThat(done.state()).isEqualTo(RunState.DONE);
        assertThat(dead(done)).isEmpty();
        assertThat(ledger.counts(done.id()).ok()).isEqualTo(40);
        // The first opening takes ten calls, at most 16 are in flight by then, and each later one lets 3 probes
        // through.
        assertThat(hits).isBetween(10, 16 + 10 + 3 * 8);
        assertThat(changes)
                .filteredOn(change -> change.name().equals(breaker()))
                .extracting(BreakerChange::to)
                .startsWith("open", "half_open", "open")
                .endsWith("half_open", "closed");
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "5, 1"})
    void itOpensAtHalfOfTenCallsAndNotBefore(int failed, long opened) throws Exception {
        endpoint.script(call ->
                endpoint.calls().size() > 5 && endpoint.calls().size() <= 5 + failed ? fails(500, "no") : says(YES));

        Run run = settled(submit("single", fresh("words") + ".csv", 0, lines(6)));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).isEmpty();
        assertThat(stats().opened()).isEqualTo(opened);
    }

    @ParameterizedTest
    @CsvSource({"401, AUTH", "402, QUOTA_EXHAUSTED", "403, FORBIDDEN", "404, ENDPOINT_NOT_FOUND"})
    void whatEveryCallWouldFailOfOpensItAtOnce(int status, String reason) throws Exception {
        endpoint.script(call -> fails(status, "no"));

        Run run = settled(submit("single", fresh("words") + ".csv", 0, lines(5)));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith(reason);
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(stats().opened()).isEqualTo(1);
        assertThat(stats().lastFailure()).startsWith(reason);
    }

    @Test
    void aBadKeyIsTriedAtMostByThoseAlreadyOnTheirWay() throws Exception {
        endpoint.script(call -> fails(401, "no"));

        Run run = settled(crowd(60));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(endpoint.calls()).hasSizeLessThanOrEqualTo(16);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(60);
    }

    @Test
    void whatIsNoFaultOfTheEndpointDoesNotOpenIt() throws Exception {
        endpoint.script(
                call -> call.asked().endsWith("1") ? fails(400, "no") : choice("{\"message\":{\"refusal\":\"no\"}}"));

        settled(submit("single", fresh("words") + ".csv", 0, lines(8)));

        assertThat(stats().state()).isEqualTo("closed");
        assertThat(stats().failures()).isZero();
    }

    @Test
    void aModelIsolatedByHandPausesItsRunWithTheReasonAndNoCall() throws Exception {
        settled(submit("single", fresh("words") + ".csv", 0, "word", "before"));
        flow.breakers().isolate(breaker(), "the bill is being looked at");
        endpoint.calls().clear();

        Run run = settled(submit("single", fresh("words") + ".csv", 0, "word", "after"));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).contains("isolated by hand: the bill is being looked at");
        assertThat(run.resumeAt()).isNull();
        assertThat(endpoint.calls()).isEmpty();
        assertThat(flow.gates().stats().get("scripted").concurrency().inFlight())
                .isZero();
        flow.breakers().close(breaker());
        assertThat(again(run).state()).isEqualTo(RunState.DONE);
    }

    @Test
    void aRunThatPausedForAnIsolatedModelGoesOnWhenTheModelIsReleased() throws Exception {
        settled(submit("single", fresh("words") + ".csv", 0, "word", "before"));
        OrderBook book = new OrderBook(flow.home().root());
        book.isolate(breaker(), "the bill is being looked at", Instant.now(), "ada");
        flow.switchboard().obey();
        Run run = settled(submit("single", fresh("words") + ".csv", 0, "word", "after"));
        assertThat(run.state()).isEqualTo(RunState.PAUSED);

        book.order(Verb.CLOSE, breaker(), Instant.now(), "ada");
        flow.switchboard().obey();

        until(() -> ledger.run(run.id()).orElseThrow().state() == RunState.DONE);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(1);
    }

    @Test
    void anotherModelOfTheSameProviderIsUntouched() throws Exception {
        endpoint.script(call -> fails(401, "no"));
        settled(submit("single", fresh("words") + ".csv", 0, "word", "apple"));
        beginAfresh();

        Run other = settled(submit("single", fresh("words") + ".csv", 0, "word", "apple"));

        assertThat(other.state()).isEqualTo(RunState.DONE);
    }

    @Test
    void probesThatTakeLongerThanAnyWaitMayDoNotPauseTheRun() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> {
            int number = asked.incrementAndGet();
            if (number <= 16) {
                return fails(500, "no");
            }
            if (number <= 19) {
                holdFor(never);
            }
            return says(YES);
        });

        Run done = settled(crowd(20));

        assertThat(stats().opened()).isPositive();
        assertThat(done.state()).as(String.valueOf(done.reason())).isEqualTo(RunState.DONE);
    }

    /** Longer than cama.wait.max. */
    private static void holdFor(CountDownLatch never) {
        try {
            assertThat(never.await(2_500, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
