package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.Behaviour;
import io.cama.wire.Behaviours;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that break: each way is known for what it is, and asked again without a hidden request. */
class BrokenConnectionTest extends WireTestSupport {
    @Override
    List<String> providers() {
        return List.of("broken");
    }

    /** One connection a client: one that is not given back would make the next call wait for ever. */
    @Override
    Map<String, String> more() {
        return Map.of("cama.http.connections", "1", "cama.provider.nobody.url", "http://127.0.0.1:1/v1");
    }

    static List<Arguments> breaks() {
        return List.of(
                Arguments.of("reset before a request is read", Behaviours.resetAtAccept(), Reason.NET_IO),
                Arguments.of("closed at accept", Behaviours.closeAtAccept(), Reason.NET_IO),
                Arguments.of("reset before the response", Behaviours.reset(), Reason.NET_IO),
                Arguments.of("closed before the response", Behaviours.close(), Reason.NET_IO),
                Arguments.of("half a body", Behaviours.halfBody(ANSWER), Reason.NET_IO),
                Arguments.of("reset in the body", Behaviours.resetInBody(ANSWER), Reason.NET_IO),
                Arguments.of("bad chunk", Behaviours.badChunk(ANSWER), Reason.NET_IO),
                Arguments.of("chunks cut", Behaviours.chunkedCut(ANSWER), Reason.NET_IO),
                Arguments.of("corrupt gzip", Behaviours.corruptGzip(ANSWER.repeat(20)), Reason.NET_IO),
                Arguments.of("no HTTP", Behaviours.notHttp(), Reason.NET_IO),
                Arguments.of("two lengths", Behaviours.twoLengths(ANSWER), Reason.PROTOCOL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void isAskedAgainAndThenAnswered(String name, Behaviour broken, Reason reason) throws Exception {
        Run run = ask("broken", broken, broken, answers());

        assertAnswered(run);
        List<Reason> expected = new ArrayList<>(List.of(reason, reason));
        expected.add(null);
        assertThat(reasons(run)).isEqualTo(expected);
        assertThat(hits()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void pausesTheRunWhenItNeverHealsAndMakesNoCallMoreThanAllowed(String name, Behaviour broken, Reason reason)
            throws Exception {
        Run run = ask("broken", broken);

        int allowed = reason == Reason.PROTOCOL ? 3 : 4;
        assertThat(reasons(run)).isEqualTo(Collections.nCopies(allowed, reason));
        assertThat(hits()).isEqualTo(allowed);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(1);
    }

    @Test
    void aPortWhereNobodyListensPausesTheRunAfterTheCallsAllowed() throws Exception {
        Run run = ask("nobody", answers());

        assertPaused(run, Reason.ENDPOINT_UNREACHABLE);
        assertThat(reasons(run)).isEqualTo(Collections.nCopies(4, Reason.NET_CONNECT));
    }

    @Test
    void aConnectionThatWasClosedWhileIdleUsesUpNoAttempt() throws Exception {
        Run run = askAll("broken", 5, Behaviours.okThenCloseIdle(ANSWER));

        assertAnswered(run);
        assertThat(stage("broken").requests()).hasSize(5);
        assertThat(stage("broken").connections()).isEqualTo(5);
    }

    /** What happens at accept shows as a connection only; two requests may share one. */
    private int hits() {
        return Math.max(
                stage("broken").connections(), stage("broken").requests().size());
    }
}
