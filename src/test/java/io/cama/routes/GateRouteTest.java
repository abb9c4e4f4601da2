package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.pace.GateStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One gate a provider: whoever calls it goes through it, and nobody else does. */
class GateRouteTest extends SharedFlow {
    private static final String YES = "{\"said\":\"yes\"}";

    @Override
    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("cama.retry.passes", "1"),
                Map.entry("cama.retry.attempts", "2"),
                Map.entry("cama.wait.max", "300ms"),
                Map.entry("cama.breaker.open", "1h"),
                Map.entry("cama.provider.narrow.url", endpoint.url()),
                Map.entry("cama.provider.narrow.min-concurrency", "3"),
                Map.entry("cama.provider.narrow.max-concurrency", "3"),
                Map.entry("cama.provider.other.url", endpoint.url()),
                Map.entry("cama.provider.asking.url", endpoint.url()),
                Map.entry("cama.provider.counted.url", endpoint.url()),
                Map.entry("cama.provider.counted.rpm", "1000"),
                Map.entry("cama.provider.shut.url", "http://127.0.0.1:" + closedPort() + "/v1"),
                Map.entry("cama.provider.shut.rpm", "1000"));
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Run give(String model, String job, int rows) throws IOException {
        String[] lines = IntStream.rangeClosed(0, rows)
                .mapToObj(n -> n == 0 ? "word" : fresh("word"))
                .toArray(String[]::new);
        return submitAs(model, terms(), job, fresh("words") + ".csv", lines);
    }

    private GateStats gate(String provider) {
        return flow.gates().stats().get(provider);
    }

    private long used(String provider) {
        return gate(provider).windows().stream()
                .filter(window -> window.word().equals("rpm"))
                .findFirst()
                .orElseThrow()
                .used();
    }

    @Test
    void twoJobsOnOneProviderShareItsGateAndAnotherProviderIsUntouched() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        endpoint.script(call -> {
            if (!FailoverRouteTest.asked(call).equals("free")) {
                hold(answer);
            }
            return says(YES);
        });
        Run one = give("narrow/any", "crowd", 8);
        until(() -> endpoint.calls().size() == 3 && gate("narrow").waiting() == 5);

        Run free = give("other/free", "single", 1);
        assertThat(settled(free).state()).isEqualTo(RunState.DONE);
        Run two = give("narrow/another", "plain", 4);
        until(() -> gate("narrow").waiting() == 9);
        assertThat(gate("narrow").concurrency().inFlight()).isEqualTo(3);
        answer.countDown();

        assertThat(settled(one).state()).isEqualTo(RunState.DONE);
        assertThat(settled(two).state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.mostInFlight()).isLessThanOrEqualTo(4);
        assertThat(gate("narrow").concurrency().inFlight()).isZero();
    }

    @Test
    void aRetryAfterForOneHoldsAllWorkersOfTheProvider() throws Exception {
        endpoint.script(call ->
                endpoint.calls().size() == 1 ? fails(429, "slow down", Map.of("Retry-After", "3600")) : says(YES));
        Run first = settled(give("asking/any", "single", 1));
        assertThat(first.state()).isEqualTo(RunState.PAUSED);

        Run other = settled(give("asking/another", "crowd", 20));

        assertThat(other.state()).isEqualTo(RunState.PAUSED);
        assertThat(other.resumeAt()).isNotNull();
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(gate("asking").limitedBy()).isEqualTo("retry-after");
    }

    @Test
    void aConnectionThatIsRefusedUsesNothingOfTheLimits() throws Exception {
        Run run = settled(give("shut/any", "single", 2));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(used("shut")).isZero();
        assertThat(gate("shut").concurrency().inFlight()).isZero();
    }

    @Test
    void aCallThatTheBreakerRefusesUsesNothingOfTheLimits() throws Exception {
        endpoint.script(call -> fails(401, "no"));
        settled(give("counted/any", "single", 1));
        assertThat(used("counted")).isEqualTo(1);

        Run run = settled(give("counted/any", "crowd", 20));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(used("counted")).isEqualTo(1);
        assertThat(gate("counted").concurrency().inFlight()).isZero();
    }
}
