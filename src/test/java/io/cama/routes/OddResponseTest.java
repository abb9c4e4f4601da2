package io.cama.routes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.Behaviour;
import io.cama.wire.Behaviours;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses that are unusual and sound are taken; those that only look like one are not. */
class OddResponseTest extends WireTestSupport {
    @Override
    List<String> providers() {
        return List.of("odd");
    }

    static List<Arguments> sound() {
        return List.of(
                Arguments.of("chunked with trailers", Behaviours.chunkedWithTrailers(ANSWER)),
                Arguments.of("HTTP/1.0 that ends with the connection", Behaviours.http10(ANSWER)),
                Arguments.of("100 Continue first", Behaviours.continueThenOk(ANSWER)),
                Arguments.of("gzip", Behaviours.gzip(ANSWER)),
                Arguments.of("byte order mark", Behaviours.ok("\uFEFF" + ANSWER)),
                Arguments.of("text/plain", Behaviours.status("200 OK", "Content-Type: text/plain\r\n", ANSWER)),
                Arguments.of(
                        "Latin-1 said",
                        Behaviours.status("200 OK", "Content-Type: application/json; charset=ISO-8859-1\r\n", ANSWER)),
                Arguments.of("no Content-Type", Behaviours.status("200 OK", "", ANSWER)),
                Arguments.of(
                        "a Content-Type that is none",
                        Behaviours.status("200 OK", "Content-Type: ;;charset=nowhere\r\n", ANSWER)),
                Arguments.of("white space first", Behaviours.ok("\n".repeat(300) + "   " + ANSWER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void isTakenAtTheFirstCall(String name, Behaviour behaviour) throws Exception {
        Run run = ask("odd", behaviour);

        assertAnswered(run);
        assertThat(stage("odd").requests()).hasSize(1);
        assertThat(lines(run, ".jsonl").get(0).toString()).contains("yes");
    }

    static List<Arguments> unsound() {
        return List.of(
                Arguments.of("204", Behaviours.noContent()),
                Arguments.of("202", Behaviours.accepted(ANSWER)),
                Arguments.of("invalid UTF-8", invalidUtf8()),
                Arguments.of("nothing", Behaviours.ok("")),
                Arguments.of("half a JSON", Behaviours.ok(ANSWER.substring(0, ANSWER.length() / 2))),
                Arguments.of(
                        "HTML page",
                        Behaviours.status(
                                "200 OK",
                                "Content-Type: text/html\r\n",
                                "<html><body>Sign in to the Wi-Fi</body></html>")));
    }

    private static Behaviour invalidUtf8() {
        byte[] body = ANSWER.replace("yes", "y?s").getBytes(UTF_8);
        body[ANSWER.indexOf("yes") + 1] = (byte) 0xE9;
        return Behaviours.bytes(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n" + new String(body, ISO_8859_1))
                .getBytes(ISO_8859_1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsound")
    void isNoAnswerAndIsAskedTwiceMoreAtMost(String name, Behaviour behaviour) throws Exception {
        Run run = ask("odd", behaviour);

        assertThat(reasons(run)).isEqualTo(Collections.nCopies(3, Reason.PROTOCOL));
        assertThat(stage("odd").requests()).hasSize(3);
        assertThat(ledger.counts(run.id()).ok()).isZero();
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(1);
    }

    @Test
    void isAskedAgainAndThenAnswered() throws Exception {
        Run run = ask("odd", Behaviours.noContent(), invalidUtf8(), answers());

        assertAnswered(run);
        assertThat(stage("odd").requests()).hasSize(3);
    }

    @Test
    void hangulAndEmojiComeThroughAsTheyAre() throws Exception {
        Run run = ask(
                "odd",
                Behaviours.ok(ScriptedEndpoint.Answer.completion("{\"said\":\"한국어 e\u0301 \uD83D\uDC4D\"}", "stop")));

        assertAnswered(run);
        assertThat(lines(run, ".jsonl").get(0).toString()).contains("한국어 e\u0301 \uD83D\uDC4D");
    }
}
