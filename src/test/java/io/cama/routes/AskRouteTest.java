package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.fails;
import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.house.PlantedKey;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code 40-ask} and {@code 00-errors}: recall, call, keep, check, ask again. */
class AskRouteTest extends FlowTestSupport {
    @Override
    Map<String, String> settings() {
        return Map.of("cama.retry.passes", "2", "cama.breaker.minimum-calls", "1000");
    }

    @Test
    void sendsNothingButWhatTheEndpointMustSee() throws Exception {
        process("plain", "words.csv", "word", "apple");

        ScriptedEndpoint.Call call = endpoint.calls().get(0);
        assertThat(call.path()).isEqualTo("/v1/chat/completions");
        assertThat(call.headers().keySet())
                .extracting(name -> name.toLowerCase(java.util.Locale.ROOT))
                .isSubsetOf(
                        "accept",
                        "accept-encoding",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "transfer-encoding",
                        "user-agent");
        assertThat(call.headers().get("User-agent").get(0)).startsWith("cama");
    }

    @Test
    void makesNoCallForWhatTheLedgerHolds() throws Exception {
        process("plain", "words.csv", "word", "apple", "pear");
        endpoint.calls().clear();

        Run again = process("plain", "others.csv", "word", "pear", "apple");

        assertThat(endpoint.calls()).isEmpty();
        assertThat(receipt(again).path("recalled").asInt()).isEqualTo(2);
        assertThat(receipt(again).path("calls").asInt()).isZero();
    }

    @Test
    void asksAgainWhatFailedInPassing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> asked.incrementAndGet() < 3 ? fails(503, "busy") : says("{\"said\":\"yes\"}"));

        Run run = process("plain", "words.csv", "word", "apple");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(3);
    }

    @Test
    void asksAgainWhenTheConnectionIsCut() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> asked.incrementAndGet() == 1
                ? new ScriptedEndpoint.Answer(-1, "", Map.of())
                : says("{\"said\":\"yes\"}"));

        Run run = process("plain", "words.csv", "word", "apple");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void anEndpointThatEchoesTheKeyTeachesItToNobody() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> asked.incrementAndGet() == 1
                ? fails(500, "you sent " + call.headers().get("Authorization"))
                : says("{\"said\":\"" + call.headers().get("Authorization").get(0) + "\"}"));

        Run run = process("plain", "words.csv", "word", "apple");

        assertThat(endpoint.calls().get(0).headers().get("Authorization")).containsExactly("Bearer " + PlantedKey.KEY);
        assertThat(Files.readString(Path.of(run.outbox()).resolve("words.json")))
                .contains("[redacted]");
        assertThat(PlantedKey.traces(home)).isEmpty();
    }

    @Test
    void buriesAReplyThatStaysBadAfterTwoRepairTurnsAndKeepsAllThree() throws Exception {
        endpoint.script(call -> says("{\"wrong\":true}"));

        Run run = process("plain", "words.csv", "word", "apple");

        assertThat(endpoint.calls()).hasSize(3);
        JsonNode dead = lines(run, ".dead.jsonl").get(0);
        assertThat(dead.path("reason").asText()).isEqualTo("SCHEMA_MISMATCH");
        assertThat(dead.path("attempts").asInt()).isEqualTo(3);
        assertThat(dead.path("replies")).hasSize(3);
        assertThat(dead.path("replies").get(0).asText()).contains("wrong");
        assertThat(dead.path("line").asInt()).isEqualTo(2);
    }

    @Test
    void theSecondPromptHasAllItsAttemptsWhateverTheFirstOneUsed() throws Exception {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        endpoint.script(call -> call.asked().startsWith("More")
                ? second.incrementAndGet() < 4 ? fails(500, "no") : says("fine")
                : first.incrementAndGet() < 4 ? fails(500, "no") : says("{\"said\":\"yes\"}"));

        Run run = process("twostep", "words.csv", "word", "apple");

        assertThat(receipt(run).at("/counts/ok").asInt()).isEqualTo(1);
        assertThat(endpoint.calls()).hasSize(8);
    }

    @Test
    void pausesWithoutBuryingWhenTheEndpointStaysDown() throws Exception {
        endpoint.script(call -> fails(503, "down"));

        Run run = process("plain", "words.csv", "word", "apple", "pear");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(ledger.counts(run.id()).dead()).isZero();
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(2);
        assertThat(endpoint.calls()).hasSize(16);
    }

    @Test
    void goesOnFromAPauseWhenGivenAgain() throws Exception {
        endpoint.script(call -> call.asked().equals("pear") ? fails(503, "down") : says("{\"said\":\"yes\"}"));
        process("plain", "words.csv", "word", "apple", "pear");
        endpoint.script(call -> says("{\"said\":\"at last\"}"));

        Run run = process("plain", "words.csv", "word", "apple", "pear");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void aRefusedKeyPausesAtOnceAndBuriesNothing() throws Exception {
        endpoint.script(call -> fails(401, "bad key"));

        Run run = process("single", "words.csv", "word", "apple", "pear", "plum");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith("AUTH");
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(3);
    }

    @Test
    void anItemThatBreaksTheInputSchemaCostsNoCall() throws Exception {
        Run run = process("plain", "words.csv", "word,more", "apple,1", ",2");

        assertThat(endpoint.calls()).hasSize(1);
        assertThat(lines(run, ".dead.jsonl").get(0).path("reason").asText()).isEqualTo("INPUT_SCHEMA");
    }

    @Test
    void dataIsNeverReadAsTemplateExpressionOrPlaceholder() throws Exception {
        String hostile = "${sys.user.home} {{env:PATH}} {{word}} #{1+1} {{#if x}}";

        process("plain", "words.csv", "word", "\"" + hostile + "\"");

        assertThat(endpoint.calls().get(0).asked()).isEqualTo(hostile);
    }

    @Test
    void theBreakersRetryDoesNotCheckTheSameReplyTwice() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> says(asked.incrementAndGet() == 1 ? "no json" : "{\"said\":\"yes\"}"));

        Run run = process("plain", "words.csv", "word", "apple");

        assertThat(receipt(run).at("/counts/ok").asInt()).isEqualTo(1);
        assertThat(endpoint.calls()).hasSize(2);
    }
}
