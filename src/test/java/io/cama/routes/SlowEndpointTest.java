package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.Behaviour;
import io.cama.wire.Behaviours;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Endpoints that keep a call waiting: one deadline holds for all of it, however busy the connection looks. */
class SlowEndpointTest extends WireTestSupport {
    private static final Duration GAP = Duration.ofMillis(100);

    @Override
    List<String> providers() {
        return List.of("slow");
    }

    /** One connection and one call at once: the next call can only be made when both are free again. */
    @Override
    Map<String, String> more() {
        return Map.of(
                "cama.provider.slow.timeout", "250ms",
                "cama.provider.slow.max-concurrency", "1",
                "cama.http.connections", "1");
    }

    static List<Arguments> slow() {
        return List.of(
                Arguments.of("head byte by byte", Behaviours.dripAll(ANSWER, GAP)),
                Arguments.of("body byte by byte", Behaviours.dripBody(ANSWER, GAP)),
                Arguments.of("endless white space before the body", whiteSpace()));
    }

    private static Behaviour whiteSpace() {
        return connection -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
            connection.drip(" ".repeat(10_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII), GAP);
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void timesOutThreeTimesAtMostAndEachConnectionIsClosed(String name, Behaviour slow) throws Exception {
        AtomicInteger closed = new AtomicInteger();

        Run run = ask("slow", counting(slow, closed));

        assertThat(reasons(run)).isEqualTo(Collections.nCopies(3, Reason.TIMEOUT));
        assertThat(stage("slow").requests()).hasSize(3);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(1);
        await().untilAtomic(closed, org.hamcrest.Matchers.is(3));
    }

    /** Counts the callers that went away in the middle. */
    private static Behaviour counting(Behaviour slow, AtomicInteger closed) {
        return connection -> {
            try {
                slow.answer(connection);
            } catch (IOException gone) {
                closed.incrementAndGet();
                throw gone;
            }
        };
    }

    @Test
    void silenceTimesOutAndTheNextCallFindsConnectionAndTurnFree() throws Exception {
        Run run = askAll("slow", 2, Behaviours.silence(), answers());

        assertAnswered(run);
        assertThat(reasons(run)).hasSize(2).startsWith(Reason.TIMEOUT);
        assertThat(stage("slow").requests()).hasSize(3);
    }
}
