package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No run spends more than it may, and nothing that was bought is bought again. */
class MoneyRouteTest extends SharedFlow {
    /** A token costs a thousandth of a dollar, and a reply of this endpoint has five. */
    private static final long TOKEN = 1_000_000;

    private static final long DOLLAR = 1_000_000_000;

    @Override
    Map<String, String> settings() {
        try {
            Files.createDirectories(home.resolve("config"));
            Files.writeString(home.resolve("config/prices.json"), """
                    {"scripted/dear": {"input_cost_per_token": 0, "output_cost_per_token": 0.001}}
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("cama.retry.passes", "1", "cama.breaker.minimum-calls", "1000", "cama.http.max-reply", "8KB");
    }

    private static Terms cap(long billionths) {
        return new Terms(Terms.Recall.ALL, billionths, false);
    }

    private static String[] rows(int count) {
        return IntStream.rangeClosed(0, count)
                .mapToObj(n -> n == 0 ? "word" : "word" + n)
                .toArray(String[]::new);
    }

    private Run capped(Terms terms, String... lines) throws IOException {
        return settled(submitAs("scripted/dear", terms, "capped", fresh("words") + ".csv", lines));
    }

    @Test
    void aRunSpendsNoMoreThanItMayAndGoesOnWhenItMayMore() throws Exception {
        // The worst reply of 40 tokens costs 0.04, a real one 0.005: at 0.08, the tenth call could exceed the cap.
        Run run = capped(cap(80 * TOKEN), rows(20));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith("BUDGET_EXCEEDED").contains("raise the cap");
        assertThat(ledger.cost(run.id()).spent()).isEqualTo(45 * TOKEN);
        assertThat(ledger.cost(run.id()).reserved()).isZero();
        assertThat(endpoint.calls()).hasSize(9);
        assertThat(dead(run)).isEmpty();

        Run raised = settled(submitAs("scripted/dear", cap(DOLLAR), "capped", run.input(), rows(20)));

        assertThat(raised.id()).isEqualTo(run.id());
        assertThat(raised.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(20);
        assertThat(endpoint.calls()).extracting(ScriptedEndpoint.Call::asked).doesNotHaveDuplicates();
    }

    @Test
    void aCapWithoutAPriceRefusesTheCallAndSaysHowToGiveOne() throws Exception {
        Run run = settled(submitAs(model(), cap(DOLLAR), "capped", fresh("words") + ".csv", rows(1)));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith("BUDGET_EXCEEDED").contains(model()).contains("cama prices update");
        assertThat(endpoint.calls()).isEmpty();
    }

    @Test
    void aCapWithoutALimitOfTokensRefusesTheCallAndSaysWhatToSet() throws Exception {
        Run run = settled(submitAs("scripted/dear", cap(DOLLAR), "plain", fresh("words") + ".csv", rows(1)));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith("BUDGET_EXCEEDED").contains("maxOutputTokens");
        assertThat(endpoint.calls()).isEmpty();
    }

    @Test
    void whatCallsInFlightMayCostIsWaitedForInsteadOfPausing() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        endpoint.script(call -> {
            hold(answer);
            return says("{\"said\":\"yes\"}");
        });
        // Two worst cases do not fit together, and each real cost leaves room for the next worst case.
        Run run = submitAs(
                "scripted/dear", cap(55 * TOKEN), "capped", fresh("words") + ".csv", "word", "one", "two", "three");
        until(() -> endpoint.calls().size() == 1);
        assertThat(ledger.cost(run.id()).reserved()).isEqualTo(40 * TOKEN);
        answer.countDown();

        assertThat(settled(run).state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.mostInFlight()).isEqualTo(1);
        assertThat(ledger.cost(run.id()).spent()).isEqualTo(15 * TOKEN);
    }

    @Test
    void aRepairedReplyCostsBothItsCalls() throws Exception {
        endpoint.script(call -> endpoint.calls().size() == 1 ? says("no json") : says("{\"said\":\"yes\"}"));

        Run run = capped(cap(DOLLAR), "word", fresh("repaired"));

        assertThat(ledger.cost(run.id()).spent()).isEqualTo(10 * TOKEN);
    }

    @Test
    void aReplyThatTellsNoTokensCountsAtItsWorst() throws Exception {
        endpoint.script(call -> endpoint.calls().size() == 1 ? body("{\"choices\":") : says("{\"said\":\"yes\"}"));

        Run run = capped(cap(DOLLAR), "word", fresh("cut"));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(ledger.cost(run.id()).spent()).isEqualTo(45 * TOKEN);
        assertThat(ledger.cost(run.id()).uncertain()).isEqualTo(40 * TOKEN);
    }

    @Test
    void aCallThatGotLostCountsAtItsWorst() throws Exception {
        endpoint.script(call -> endpoint.calls().size() == 1
                ? new ScriptedEndpoint.Answer(-1, "", Map.of())
                : says("{\"said\":\"yes\"}"));

        Run run = capped(cap(DOLLAR), "word", fresh("lost"));

        assertThat(ledger.cost(run.id()).spent()).isEqualTo(45 * TOKEN);
        assertThat(ledger.cost(run.id()).uncertain()).isEqualTo(40 * TOKEN);
    }

    @Test
    void aReplyThatIsTooLongToReadCountsAtItsWorst() throws Exception {
        endpoint.script(call -> says("{\"said\":\"" + "x".repeat(9_000) + "\"}"));

        Run run = capped(cap(60 * TOKEN), "word", fresh("some"));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(ledger.cost(run.id()).spent()).isEqualTo(40 * TOKEN);
        assertThat(ledger.cost(run.id()).uncertain()).isEqualTo(40 * TOKEN);
    }

    @Test
    void anErrorInsideAnOkThatSaysThatNothingWasDoneCostsNothing() throws Exception {
        endpoint.script(call -> endpoint.calls().size() < 4
                ? new ScriptedEndpoint.Answer(
                        200, "{\"error\":{\"code\":429,\"message\":\"rate limit\"}}", Map.of("Retry-After", "0.01"))
                : says("{\"said\":\"yes\"}"));

        Run run = capped(cap(60 * TOKEN), "word", fresh("some"));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(ledger.cost(run.id()).spent()).isEqualTo(5 * TOKEN);
    }
}
