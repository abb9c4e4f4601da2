package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.Behaviours;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals that pass by themselves: one retry of ours, no other, then the answer. */
class StatusThenAnswerTest extends WireTestSupport {
    private static final String ERROR = "{\"error\":{\"message\":\"not now\"}}";

    @Override
    List<String> providers() {
        return List.of("passing", "full", "inside");
    }

    @Override
    Map<String, String> more() {
        return Map.of("cama.breaker.in-a-row", "0");
    }

    @ParameterizedTest
    @CsvSource({
        "408, UPSTREAM_TIMEOUT",
        "409, CONFLICT",
        "425, UPSTREAM_TIMEOUT",
        "500, UPSTREAM_5XX",
        "502, UPSTREAM_5XX",
        "503, UPSTREAM_5XX",
        "504, UPSTREAM_5XX",
        "520, UPSTREAM_5XX",
        "521, UPSTREAM_5XX",
        "522, UPSTREAM_5XX",
        "523, UPSTREAM_5XX",
        "524, UPSTREAM_5XX",
        "529, OVERLOADED"
    })
    void isAnsweredAfterOneRetry(int status, Reason reason) throws Exception {
        Run run = ask("passing", fails(status + " No", "", ERROR), answers());

        assertAnswered(run);
        assertThat(reasons(run)).hasSize(2).startsWith(reason);
        assertThat(stage("passing").requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"503, overloaded_error", "503, slow_down", "500, server_is_overloaded", "200, provider_overloaded"})
    void anOverloadIsKnownByItsName(int status, String code) throws Exception {
        String body = "{\"error\":{\"message\":\"no\",\"code\":\"" + code + "\"}}";

        Run run = ask("full", fails(status + " No", "", body), answers());

        assertAnswered(run);
        assertThat(reasons(run)).hasSize(2).startsWith(Reason.OVERLOADED);
    }

    @Test
    void aWaitThatA503AsksForIsWaitedByUsAndNotByTheClient() throws Exception {
        Run run = ask("passing", fails("503 No", "Retry-After: 1\r\n", ERROR), answers());

        assertAnswered(run);
        assertThat(stage("passing").requests()).hasSize(2);
        assertThat(gap("passing")).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void anErrorInsideA200IsTheStatusItNamesAndItsWaitHolds() throws Exception {
        String body = "{\"id\":\"gen-1\",\"error\":{\"code\":502,\"message\":\"the provider broke off\"}}";

        Run run = ask("inside", fails("200 OK", "Retry-After: 1\r\n", body), answers());

        assertAnswered(run);
        assertThat(reasons(run)).hasSize(2).startsWith(Reason.UPSTREAM_5XX);
        assertThat(gap("inside")).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void whatTheEndpointSaysAboutRetryingWins() throws Exception {
        Run never = ask("passing", fails("500 No", "x-should-retry: false\r\n", ERROR), answers());
        assertThat(stage("passing").requests()).hasSize(1);
        assertThat(ledger.counts(never.id()).ok()).isZero();

        assertAnswered(ask("passing", fails("400 No", "x-should-retry: true\r\n", ERROR), answers()));
        assertThat(stage("passing").requests()).hasSize(2);
    }

    @Test
    void anHtmlPageOfAProxyIsShownShortOnOneLineAndWithoutControlCharacters() throws Exception {
        String page = "<html>\r\n<title>502 Bad\u0007 Gateway\u001B[31m</title>" + "<p>sorry</p>\n".repeat(4_000);

        Run run = ask("passing", Behaviours.status("502 Bad Gateway", "Content-Type: text/html\r\n", page));

        assertThat(reasons(run)).hasSize(4).containsOnly(Reason.UPSTREAM_5XX);
        assertThat(ledger.calls(run.id(), 1)).allSatisfy(reply -> assertThat(Objects.toString(reply.why()))
                .contains("502 Bad")
                .hasSizeLessThanOrEqualTo(400)
                .matches(text -> text.chars().noneMatch(Character::isISOControl)));
        assertThat(Objects.toString(run.reason())).hasSizeLessThan(1_000).doesNotContain("\n", "\u001B");
    }

    private long gap(String provider) {
        var requests = stage(provider).requests();
        return (requests.get(1).nanoTime() - requests.get(0).nanoTime()) / 1_000_000;
    }
}
