package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.look.Looks.CallLook;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model says, from the wire to the result or the dead letter. */
class ReplyContentTest extends SharedFlow {
    private static final String YES = "{\"said\":\"yes\"}";

    @Override
    Map<String, String> settings() {
        return Map.of("cama.retry.passes", "1", "cama.breaker.minimum-calls", "1000");
    }

    @Test
    void aCutOffAnswerIsAskedForOnceMoreWithTwiceTheRoom() throws Exception {
        endpoint.script(
                call -> choice("{\"message\":{\"content\":\"{\\\"said\\\":\\\"yes\"},\"finish_reason\":\"length\"}"));

        Run run = process("capped", fresh("words") + ".csv", "word", "apple");

        assertThat(onlyDead(run).reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(endpoint.calls()).extracting(ReplyContentTest::room).containsExactly(40, 80);
    }

    private static int room(ScriptedEndpoint.Call call) {
        return call.body()
                .path("max_tokens")
                .asInt(call.body().path("max_completion_tokens").asInt());
    }

    @Test
    void aRoomierAnswerThatBreaksItsFormIsRepairedInTheSameRoomAndFoundAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> switch (asked.incrementAndGet()) {
            case 1 -> choice("{\"message\":{\"content\":\"{\"},\"finish_reason\":\"length\"}");
            case 2 -> says("no json");
            default -> says(YES);
        });
        Run first = process("capped", fresh("words") + ".csv", "word", "plum");

        assertThat(endpoint.calls()).extracting(ReplyContentTest::room).containsExactly(40, 80, 80);
        assertThat(first.state()).isEqualTo(RunState.DONE);
        process("capped", fresh("others") + ".csv", "word", "plum");
        assertThat(endpoint.calls()).hasSize(3);
    }

    @Test
    void anUnknownFinishReasonAndFurtherFieldsDoNoHarm() throws Exception {
        endpoint.script(call -> body("""
                {"choices":[{"message":{"content":"{\\"said\\":\\"yes\\"}","mood":"fine","annotations":[{}]},
                "finish_reason":"bored","logprobs":null}],"usage":{"prompt_tokens":1,"weather":{"rain":true}},"x":[1]}
                """));

        assertThat(said(ask("apple"))).isEqualTo("yes");
    }

    @Test
    void anAnswerInAFenceIsTakenOutOfIt() throws Exception {
        endpoint.script(call -> says("Here you are:\n```json\n" + YES + "\n```\nAnything else?"));

        assertThat(said(ask("apple"))).isEqualTo("yes");
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void whatWasMendedIsKeptWithTheReplyAndCountedInTheReceipt() throws Exception {
        endpoint.script(call -> says("{\"said\":\"yes\",}"));

        Run run = ask("apple");
        Run recalled = process("plain", fresh("others") + ".csv", "word", "apple");

        assertThat(replies(run, 1))
                .singleElement()
                .extracting(CallLook::verdict, CallLook::why)
                .containsExactly(Verdict.GOOD, "a trailing comma was removed");
        assertThat(endpoint.calls()).hasSize(1);
        for (Run each : List.of(run, recalled)) {
            Path receipt = Path.of(each.outbox()).resolve(each.input().replace(".csv", ".run.json"));
            assertThat(json(Files.readString(receipt)).path("mended").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'said':'yes'}", "{\"said\":NaN}", "{\"said\":\"yes\" /* sure */}", "{\"said\":\"yes\"", "yes"})
    void whatIsNoJsonGoesBackTwiceWithWhatIsWrongAndIsThenInvalid(String content) throws Exception {
        endpoint.script(call -> says(content));

        DeadLetter letter = onlyDead(ask("apple"));

        assertThat(letter.reason()).isEqualTo(Reason.INVALID_JSON);
        assertThat(letter.replies()).hasSize(3).allSatisfy(raw -> assertThat(
                        json(raw).at("/choices/0/message/content").asText())
                .isEqualTo(content));
        assertThat(endpoint.calls().get(0).body().path("messages")).hasSize(2);
        assertThat(endpoint.calls().subList(1, 3)).allSatisfy(call -> {
            assertThat(call.body().path("messages")).hasSize(4);
            assertThat(call.body().at("/messages/2/content").asText()).isEqualTo(content);
        });
    }

    @Test
    void theRightFormAtTheSecondTryIsGoodAndBothCallsAreBilled() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> says(asked.incrementAndGet() == 1 ? "{\"wrong\":1}" : YES));

        Run run = ask("apple");

        assertThat(said(run)).isEqualTo("yes");
        assertThat(receipt(run).path("calls").asInt()).isEqualTo(2);
        assertThat(receipt(run).at("/tokens/input").asInt()).isEqualTo(20);
        assertThat(receipt(run).at("/tokens/output").asInt()).isEqualTo(10);
        assertThat(attempts(run, 1))
                .extracting(attempt -> attempt.reason())
                .containsExactly(Reason.SCHEMA_MISMATCH, null);
    }

    @Test
    void aRepairedAnswerIsFoundAgainWithoutACall() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> says(asked.incrementAndGet() < 3 ? "no " + asked : YES));
        Run run = ask("apple");
        endpoint.calls().clear();

        Run again = ask("apple");

        assertThat(said(run)).isEqualTo("yes");
        assertThat(said(again)).isEqualTo("yes");
        assertThat(endpoint.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":[{\"message\"", "<html>Sign in to the network</html>", "", "[1,2", "null"})
    void aBodyThatIsNoJsonIsAskedForAgain(String body) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> asked.incrementAndGet() < 3 ? body(body) : says(YES));

        Run run = ask("apple");

        assertThat(said(run)).isEqualTo("yes");
        assertThat(attempts(run, 1))
                .extracting(attempt -> attempt.reason())
                .containsExactly(Reason.PROTOCOL, Reason.PROTOCOL, null);
    }

    @Test
    void aBodyThatStaysUnreadableLeavesItsItemPending() throws Exception {
        endpoint.script(call -> body("{\"choices\":"));

        Run run = ask("apple");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(endpoint.calls()).hasSize(3);
        assertThat(dead(run)).isEmpty();
    }

    @Test
    void whatFailsInPassingAndWhatIsRepairedIsCountedApart() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> asked.incrementAndGet() % 2 == 1 && asked.get() < 6
                ? ScriptedEndpoint.Answer.fails(500, "no")
                : asked.get() < 6 ? says("no json") : says(YES));

        Run run = ask("apple");

        assertThat(said(run)).isEqualTo("yes");
        assertThat(replies(run, 1))
                .extracting(CallLook::reason)
                .containsExactly(
                        Reason.UPSTREAM_5XX,
                        Reason.INVALID_JSON,
                        Reason.UPSTREAM_5XX,
                        Reason.INVALID_JSON,
                        Reason.UPSTREAM_5XX,
                        null);
    }
}
