package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is said about a run beside its file and its job: what it may recall, and when it stops. */
class TermsRouteTest extends SharedFlow {
    private static final String YES = "{\"said\":\"yes\"}";

    @Override
    Map<String, String> settings() {
        return Map.of("cama.retry.passes", "1");
    }

    private Run single(String... words) throws IOException {
        return process("single", fresh("words") + ".csv", "word\n" + String.join("\n", words));
    }

    @Test
    void failingFastPausesAtTheFirstDeadLetter() throws Exception {
        on(new Terms(Terms.Recall.ALL, 0, true));
        endpoint.script(call -> call.asked().equals("b") ? choice("{\"message\":{\"refusal\":\"no\"}}") : says(YES));

        Run run = single("a", "b", "c", "d");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).contains("item 2").contains("REFUSED");
        assertThat(endpoint.calls()).hasSize(2);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(2);
    }

    @Test
    void aRefreshAsksEverythingOnceMore() throws Exception {
        Run run = single("a", "b");
        on(new Terms(Terms.Recall.SINCE_GIVEN, 0, false));
        endpoint.calls().clear();

        Run refreshed = again(run);

        assertThat(refreshed.id()).isEqualTo(run.id());
        assertThat(endpoint.calls()).extracting(ScriptedEndpoint.Call::asked).containsExactly("a", "b");
    }

    @Test
    void aRefreshAsksEqualRowsOnce() throws Exception {
        Run run = single("a", "a");
        on(new Terms(Terms.Recall.SINCE_GIVEN, 0, false));
        endpoint.calls().clear();

        again(run);

        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void aPausedRefreshGoesOnWithoutAskingTwice() throws Exception {
        Run run = single("a", "b", "c");
        on(new Terms(Terms.Recall.SINCE_GIVEN, 0, false));
        endpoint.script(call -> call.asked().equals("b") ? fails(402, "no credit") : says(YES));
        assertThat(again(run).state()).isEqualTo(RunState.PAUSED);
        flow.breakers().reset(breaker());
        endpoint.script(call -> says(YES));

        Run done = again(run);

        assertThat(done.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).extracting(ScriptedEndpoint.Call::asked).containsExactly("b", "c");
    }

    @Test
    void withoutTheCacheEqualRowsAreAskedApart() throws Exception {
        on(new Terms(Terms.Recall.OWN, 0, false));

        Run run = single("a", "a", "a");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(3);
    }

    @Test
    void aPausedRunWithoutTheCacheKeepsWhatItBought() throws Exception {
        on(new Terms(Terms.Recall.OWN, 0, false));
        endpoint.script(call -> endpoint.calls().size() == 2 ? fails(402, "no credit") : says(YES));
        Run run = single("a", "a", "a");
        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        flow.breakers().reset(breaker());
        endpoint.script(call -> says(YES));

        assertThat(again(run).state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void runsThatShareNothingShareNoReplyEither() throws Exception {
        // Two runs fill all places, so that the two to come are given before either makes a call.
        CountDownLatch given = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(2);
        endpoint.script(call -> {
            if (call.asked().startsWith("hold")) {
                busy.countDown();
                hold(given);
            }
            return says(YES);
        });
        Run first = submit("single", fresh("words") + ".csv", 0, "word", "hold 1");
        Run second = submit("plain", fresh("words") + ".csv", 0, "word", "hold 2");
        hold(busy);
        on(new Terms(Terms.Recall.OWN, 0, false));
        Run one = submit("single", fresh("words") + ".csv", 0, "word", "same");
        Run other = submit("single", fresh("words") + ".csv", 0, "word", "same");
        given.countDown();
        settled(first);
        settled(second);

        assertThat(settled(one).firstCall()).isEqualTo(settled(other).firstCall());
        assertThat(endpoint.calls())
                .extracting(ScriptedEndpoint.Call::asked)
                .filteredOn("same"::equals)
                .hasSize(2);
    }
}
