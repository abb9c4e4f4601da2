package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Equal requests cost one call, whoever makes them and whenever. */
class FlightRouteTest extends SharedFlow {
    private static final String YES = "{\"said\":\"yes\"}";

    @Override
    Map<String, String> settings() {
        return Map.of("cama.retry.passes", "1", "cama.breaker.minimum-calls", "1000");
    }

    private static String[] equal(int rows) {
        String[] lines = new String[rows + 1];
        Arrays.fill(lines, "same");
        lines[0] = "word";
        return lines;
    }

    private Run crowd(String... lines) throws Exception {
        return submit("crowd", fresh("words") + ".csv", 0, lines);
    }

    @Test
    void fiftyEqualRowsAtOnceCostOneCall() throws Exception {
        Run run = settled(crowd(equal(50)));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(50);
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(receipt(run).path("calls").asInt()).isEqualTo(1);
    }

    @Test
    void equalRowsOfTwoRunsAtTheSameTimeCostOneCall() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        endpoint.script(call -> {
            hold(answer);
            return says(YES);
        });
        Run one = crowd(equal(3));
        Run other = crowd(equal(4));
        until(() -> ledger.run(other.id()).orElseThrow().state() == RunState.RUNNING
                && endpoint.calls().size() == 1);
        answer.countDown();

        settled(one);
        settled(other);

        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(ledger.counts(one.id()).ok() + ledger.counts(other.id()).ok())
                .isEqualTo(7);
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void whenTheFirstFailsForGoodTheNextAsks() throws Exception {
        endpoint.script(
                call -> endpoint.calls().size() == 1 ? choice("{\"message\":{\"refusal\":\"no\"}}") : says(YES));

        Run run = settled(crowd(equal(20)));

        assertThat(dead(run)).hasSize(1);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(19);
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void aRunThatPausesLetsTheOtherRunsWaiterGoOn() throws Exception {
        on(new Terms(Terms.Recall.ALL, 0, true));
        CountDownLatch answer = new CountDownLatch(1);
        endpoint.script(call -> {
            if (call.asked().equals("bad")) {
                return choice("{\"message\":{\"refusal\":\"no\"}}");
            }
            if (endpoint.calls().stream()
                            .filter(one -> one.asked().equals("same"))
                            .count()
                    == 1) {
                hold(answer);
                return fails(500, "no");
            }
            return says(YES);
        });
        Run pausing = crowd("word", "same", "bad");
        until(() -> endpoint.calls().size() == 2);
        settled(pausing);
        on(Terms.USUAL);
        Run other = crowd("word", "same", "own");
        until(() -> endpoint.calls().size() == 3);
        answer.countDown();

        assertThat(settled(other).state()).isEqualTo(RunState.DONE);
        assertThat(dead(other)).isEmpty();
        assertThat(ledger.run(pausing.id()).orElseThrow().state()).isEqualTo(RunState.PAUSED);
    }

    @Test
    void twoPromptsAnItemCannotBlockEachOther() throws Exception {
        endpoint.script(call -> says(call.asked().startsWith("More") ? "fine" : YES));

        Run run = process("twostep", fresh("words") + ".csv", equal(12));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void theSecondEqualAskingIsServedFromMemory() throws Exception {
        settled(crowd(equal(1)));
        long before = hits();

        settled(crowd(equal(2)));

        assertThat(hits() - before).isEqualTo(2);
    }

    @Test
    void aReplyThatWasNoGoodIsNeverInMemory() throws Exception {
        endpoint.script(call -> endpoint.calls().size() == 1 ? says("no json") : says(YES));
        settled(crowd(equal(1)));
        long before = hits();

        Run again = settled(crowd(equal(2)));

        assertThat(again.state()).isEqualTo(RunState.DONE);
        assertThat(dead(again)).isEmpty();
        assertThat(hits()).isEqualTo(before);
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void ofAThousandRowsWithAHundredAndFiftyWordsEightyFivePercentCostNothing() throws Exception {
        String[] lines = new String[1001];
        lines[0] = "word";
        for (int n = 1; n <= 1000; n++) {
            lines[n] = "word" + n % 150;
        }

        Run run = settled(crowd(lines));

        assertThat(ledger.counts(run.id()).ok()).isEqualTo(1000);
        assertThat(endpoint.calls()).hasSize(150);
        assertThat(ledger.counts(run.id()).recalled()).isEqualTo(850);
    }

    private long hits() {
        Cache<?, ?> memory = (Cache<?, ?>) context.getRegistry().lookupByName("replyMemory");
        return memory.stats().hitCount();
    }
}
