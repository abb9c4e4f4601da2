package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.ledger.Replies.Attempt;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another model does where the first is of no use. */
class FailoverRouteTest extends SharedFlow {
    private static final String REFUSAL = "{\"message\":{\"content\":null,\"refusal\":\"no\"}}";

    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.provider.backup.url", endpoint.url(),
                "cama.provider.backup.rpm", "0",
                "cama.provider.locked.url", endpoint.url(),
                "cama.provider.locked.key", "{{env:CAMA_NO_SUCH_KEY}}",
                "cama.retry.passes", "1",
                "cama.breaker.open", "1h");
    }

    @BeforeEach
    void asThePromptsSayWithWellEndpoints() {
        asThePromptsSay();
        flow.breakers().stats().keySet().forEach(flow.breakers()::reset);
    }

    static String asked(ScriptedEndpoint.Call call) {
        return call.body().path("model").asText();
    }

    private void primary(Supplier<ScriptedEndpoint.Answer> answer) {
        endpoint.script(call -> asked(call).equals("primary") ? answer.get() : second());
    }

    private static ScriptedEndpoint.Answer second() {
        return body(
                "{\"model\":\"second-2026\",\"choices\":[{\"message\":{\"content\":\"{\\\"said\\\":\\\"second\\\"}\"},"
                        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}");
    }

    private Run standIn(String... words) throws Exception {
        String[] lines = new String[words.length + 1];
        lines[0] = "word";
        System.arraycopy(words, 0, lines, 1, words.length);
        return process("standin", fresh("words") + ".csv", lines);
    }

    private void assertSecondAnswered(Run run) throws Exception {
        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(lines(run, ".jsonl"))
                .extracting(row -> row.at("/say/said").asText())
                .containsOnly("second");
    }

    @Test
    void theServedModelStandsInTheReceiptAndTheAskedOneInTheLedger() throws Exception {
        primary(() -> ScriptedEndpoint.Answer.fails(401, "bad key"));

        Run run = standIn(fresh("word"));

        assertSecondAnswered(run);
        JsonNode models = receipt(run).path("models");
        assertThat(models.path("second-2026").asInt()).isEqualTo(1);
        assertThat(attempts(run, 1)).extracting(Attempt::model).containsExactly("scripted/primary", "backup/second");
        assertThat(attempts(run, 1)).extracting(Attempt::reason).containsExactly(Reason.AUTH, null);
    }

    @Test
    void aModelThatIsNotThereIsStoodInFor() throws Exception {
        primary(() -> new ScriptedEndpoint.Answer(
                404, "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no such model\"}}", Map.of()));

        assertSecondAnswered(standIn(fresh("word")));
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void aMissingKeyIsStoodInForWithoutACall() throws Exception {
        Run run = process("keyless", fresh("words") + ".csv", "word", fresh("word"));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).extracting(FailoverRouteTest::asked).containsExactly("second");
    }

    @Test
    void anEndpointThatFailsTwiceInPassingIsStoodInFor() throws Exception {
        primary(() -> ScriptedEndpoint.Answer.fails(500, "no"));

        assertSecondAnswered(standIn(fresh("word")));
        assertThat(endpoint.calls())
                .extracting(FailoverRouteTest::asked)
                .containsExactly("primary", "primary", "second");
    }

    @Test
    void aRefusalIsStoodInForAtOnce() throws Exception {
        primary(() -> choice(REFUSAL));

        assertSecondAnswered(standIn(fresh("word")));
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void aRefusalByAllIsADeadLetter() throws Exception {
        endpoint.script(call -> choice(REFUSAL));

        Run run = standIn(fresh("word"));

        assertThat(dead(run)).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(Reason.REFUSED);
            assertThat(letter.replies()).hasSize(2);
        });
    }

    @Test
    void aWrongFormIsNoReasonToAskAnother() throws Exception {
        primary(() -> says("no json"));

        Run run = standIn(fresh("word"));

        assertThat(dead(run)).hasSize(1);
        assertThat(endpoint.calls())
                .extracting(FailoverRouteTest::asked)
                .containsOnly("primary")
                .hasSize(3);
    }

    @Test
    void whileTheBreakerRefusesTheOtherIsAsked() throws Exception {
        primary(() -> ScriptedEndpoint.Answer.fails(401, "bad key"));
        standIn(fresh("word"));
        endpoint.calls().clear();

        assertSecondAnswered(standIn(fresh("one"), fresh("two"), fresh("three")));
        assertThat(endpoint.calls())
                .extracting(FailoverRouteTest::asked)
                .containsOnly("second")
                .hasSize(3);
    }

    @Test
    void theFirstGetsItsItemsBackWhenItIsWell() throws Exception {
        primary(() -> ScriptedEndpoint.Answer.fails(401, "bad key"));
        standIn(fresh("word"));
        flow.breakers().close("scripted_primary");
        endpoint.script(call -> says("{\"said\":\"first\"}"));

        Run run = standIn(fresh("one"), fresh("two"));

        assertThat(endpoint.calls())
                .extracting(FailoverRouteTest::asked)
                .containsOnly("primary")
                .hasSize(2);
        assertThat(run.state()).isEqualTo(RunState.DONE);
    }

    @Test
    void theAnswerOfAFallbackIsFoundAgainWithoutACall() throws Exception {
        primary(() -> choice(REFUSAL));
        String word = fresh("word");
        standIn(word);
        endpoint.calls().clear();

        assertSecondAnswered(standIn(word));
        assertThat(endpoint.calls()).isEmpty();
    }

    @Test
    void theFallbackIsRepairedToo() throws Exception {
        AtomicInteger seconds = new AtomicInteger();
        endpoint.script(call -> asked(call).equals("primary")
                ? ScriptedEndpoint.Answer.fails(401, "bad key")
                : seconds.incrementAndGet() == 1 ? says("no json") : second());
        String word = fresh("word");

        assertSecondAnswered(standIn(word));
        assertSecondAnswered(standIn(word));
        assertThat(seconds).hasValue(2);
    }

    @Test
    void whenNobodyCanAnswerTheRunPausesAsWithoutFallbacks() throws Exception {
        endpoint.script(call -> ScriptedEndpoint.Answer.fails(401, "bad key"));

        Run run = standIn(fresh("word"));

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith("AUTH");
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(1);
        assertThat(List.of("primary", "second"))
                .containsAll(
                        endpoint.calls().stream().map(FailoverRouteTest::asked).toList());
    }
}
