package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Replies.Attempt;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What waits, what pauses a run, and what counts as an attempt. */
class PauseRouteTest extends SharedFlow {
    private static final String YES = "{\"said\":\"yes\"}";

    @Override
    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("cama.provider.closed.url", "http://127.0.0.1:" + closedPort() + "/v1"),
                Map.entry("cama.provider.daily.url", endpoint.url()),
                Map.entry("cama.provider.slow.url", endpoint.url()),
                Map.entry("cama.provider.slow.rpm", "1"),
                Map.entry("cama.gate.max-wait", "1s"),
                Map.entry("cama.wait.max", "90s"),
                Map.entry("cama.retry.passes", "1"),
                Map.entry("cama.retry.attempts", "2"),
                Map.entry("cama.retry.bad-requests", "3"),
                Map.entry("cama.breaker.minimum-calls", "1000"));
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Run single(String... words) throws IOException {
        String[] lines = new String[words.length + 1];
        lines[0] = "word";
        System.arraycopy(words, 0, lines, 1, words.length);
        return process("single", fresh("words") + ".csv", lines);
    }

    @Test
    void badRequestsInARowPauseTheRunAndLeaveTheRestPending() throws Exception {
        endpoint.script(call -> fails(400, "no such parameter"));

        Run run = single("a", "b", "c", "d", "e");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).contains("3 requests in a row").contains("no such parameter");
        assertThat(dead(run)).hasSize(3);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(2);
        assertThat(endpoint.calls()).hasSize(3);
    }

    @Test
    void rowsInARowThatASecondPromptGetsNoAnswerForPauseTheRunThoughTheFirstIsAnswered() throws Exception {
        endpoint.script(call -> call.asked().startsWith("More") ? fails(503, "down") : says(YES));

        Run run = process("twostep", fresh("words") + ".csv", "word", "a", "b", "c", "d", "e", "f", "g", "h");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).contains("rows in a row had no answer, and the job's pauseAfter is 3");
        assertThat(dead(run)).isEmpty();
    }

    @Test
    void anAnswerInBetweenBeginsTheRowAnew() throws Exception {
        endpoint.script(call -> call.asked().equals("c") ? says(YES) : fails(400, "no"));

        Run run = single("a", "b", "c", "d", "e");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).hasSize(4);
    }

    @Test
    void aRunAfterOneThatWasPausedForBadRequestsHasItsOwnRow() throws Exception {
        endpoint.script(call -> fails(422, "no"));
        single("a", "b", "c");

        Run run = single("d");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).hasSize(1);
    }

    @Test
    void aRunThatHasEndedAndIsTakenUpAgainBeginsTheRowAnew() throws Exception {
        endpoint.script(call -> fails(400, "no"));
        Run ended = single("a", "b");
        assertThat(ended.state()).isEqualTo(RunState.DONE);

        assertThat(ledger.retryDead(ended.id(), List.of())).isEqualTo(2);
        Run again = settled(ended);

        assertThat(again.state()).isEqualTo(RunState.DONE);
        assertThat(dead(again)).hasSize(2);
    }

    @Test
    void anEndpointThatNeverAnsweredPausesTheRunAndSaysWhatToDo() throws Exception {
        asThePromptsSay();
        Run run = submitTo("closed/any", "apple", "pear");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith("ENDPOINT_UNREACHABLE").contains("server is running");
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(2);
        assertThat(dead(run)).isEmpty();
    }

    private Run submitTo(String model, String... words) throws IOException {
        String lines = "word\n" + String.join("\n", words);
        return settled(submitAs(model, terms(), "single", fresh("words") + ".csv", lines));
    }

    @Test
    void aModelThatIsLoadingIsWaitedForAndCostsNoAttempt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> asked.incrementAndGet() < 10 ? fails(503, "Loading model") : says(YES));

        Run run = single("apple");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).isEmpty();
        assertThat(attempts(run, 1))
                .extracting(Attempt::reason)
                .startsWith(Reason.MODEL_LOADING)
                .hasSize(10);
    }

    @Test
    void rateLimitedItemsAreDelayedAndNeverDroppedAndUseNoAttempt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> switch (asked.incrementAndGet()) {
            case 1 -> fails(429, "slow down", Map.of("retry-after-ms", "1"));
            case 2 -> fails(500, "no");
            default -> says(YES);
        });

        Run run = single("apple");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).isEmpty();
        assertThat(attempts(run, 1)).hasSize(3);
        assertThat(ledger.counts(run.id()).ok()).isEqualTo(1);
    }

    @Test
    void aLongRateLimitPausesTheRunUntilThenInsteadOfHoldingAThread() throws Exception {
        endpoint.script(call -> fails(429, "slow down", Map.of("Retry-After", "86400")));

        Run run = submitTo("daily/any", "apple", "pear");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith("RATE_LIMITED").contains("86400 s");
        assertThat(run.resumeAt()).isAfter(java.time.Instant.now().plusSeconds(80_000));
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(dead(run)).isEmpty();
    }

    @Test
    void aWaitThatIsTooLongForTheGatePausesTheRunUntilThen() throws Exception {
        Run run = submitTo("slow/any", "apple", "pear", "plum");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith("RATE_LIMITED").contains("cama.gate.max-wait");
        assertThat(run.resumeAt()).isNotNull();
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(2);
    }

    @Test
    void whatTheEndpointSaysNotToRetryIsNotRetried() throws Exception {
        endpoint.script(call -> fails(500, "broken for good", Map.of("x-should-retry", "false")));

        Run run = single("apple");

        assertThat(endpoint.calls()).hasSize(1);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(1);
    }

    @Test
    void whatTheEndpointSaysToRetryIsRetried() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call ->
                asked.incrementAndGet() == 1 ? fails(400, "try again", Map.of("x-should-retry", "true")) : says(YES));

        assertThat(single("apple").state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void anEarlierErrorInsideAnOkIsAskedForAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call ->
                asked.incrementAndGet() == 1 ? body("{\"error\":{\"code\":502,\"message\":\"upstream\"}}") : says(YES));

        Run run = single("apple");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(replies(run, 1)).extracting(CallLook::reason).containsExactly(Reason.UPSTREAM_5XX, null);
    }
}
