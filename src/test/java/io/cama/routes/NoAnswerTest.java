package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import io.cama.model.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Replies that hold no answer: empty, refused, withheld, cut off. Each is told apart and kept. */
class NoAnswerTest extends SharedFlow {
    private static final String YES = "{\"said\":\"yes\"}";

    @Override
    Map<String, String> settings() {
        return Map.of("cama.retry.passes", "1", "cama.breaker.minimum-calls", "1000");
    }

    @Test
    void emptyChoicesAreAskedAgainTwiceAndThenAnEmptyOutput() throws Exception {
        endpoint.script(call -> body("{\"choices\":[]}"));

        DeadLetter letter = onlyDead(ask("apple"));

        assertThat(letter.reason()).isEqualTo(Reason.EMPTY_OUTPUT);
        assertThat(endpoint.calls()).hasSize(3);
        assertThat(letter.replies()).hasSize(3).allMatch(raw -> raw.equals("{\"choices\":[]}"));
    }

    @Test
    void noContentButARefusalIsRefusedWithItsTextKept() throws Exception {
        endpoint.script(call -> choice(
                "{\"message\":{\"content\":null,\"refusal\":\"I would rather not.\"},\"finish_reason\":\"stop\"}"));

        DeadLetter letter = onlyDead(ask("apple"));

        assertThat(letter.reason()).isEqualTo(Reason.REFUSED);
        assertThat(letter.message()).contains("I would rather not.");
        assertThat(letter.replies()).singleElement().asString().contains("I would rather not.");
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void aContentFilterIsToldApartFromARefusalAndACutOff() throws Exception {
        endpoint.script(call -> choice("{\"message\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}"));

        DeadLetter letter = onlyDead(ask("apple"));

        assertThat(letter.reason()).isEqualTo(Reason.CONTENT_FILTERED);
        assertThat(letter.replies()).singleElement().asString().contains("content_filter");
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void anAnswerThatIsCutOffIsNeverClosedByUs() throws Exception {
        endpoint.script(
                call -> choice("{\"message\":{\"content\":\"{\\\"said\\\":\\\"yes\"},\"finish_reason\":\"length\"}"));

        DeadLetter letter = onlyDead(ask("apple"));

        assertThat(letter.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void everyRawReplyIsKeptWhateverWasWrongWithIt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        endpoint.script(call -> switch (asked.incrementAndGet()) {
            case 1 -> ScriptedEndpoint.Answer.fails(500, "first");
            case 2 -> says("second");
            case 3 -> body("{third");
            default -> choice("{\"message\":{\"refusal\":\"fourth\"}}");
        });

        DeadLetter letter = onlyDead(ask("apple"));

        assertThat(letter.reason()).isEqualTo(Reason.REFUSED);
        assertThat(letter.attempts()).isEqualTo(4);
        assertThat(letter.replies()).hasSize(4);
        assertThat(String.join("\n", letter.replies()))
                .contains("first")
                .contains("second")
                .contains("{third")
                .contains("fourth");
    }

    @Test
    void aReplayAsksOnlyWhatHadFailedAndKeepsTheOrder() throws Exception {
        endpoint.script(call -> call.asked().equals("pear") ? choice("{\"message\":{\"refusal\":\"no\"}}") : says(YES));
        Run run = process("plain", fresh("words") + ".csv", "word", "apple", "pear", "plum");
        assertThat(dead(run)).extracting(DeadLetter::position).containsExactly(2L);
        endpoint.script(call -> says("{\"said\":\"after all\"}"));

        template.requestBody(
                "direct:dead-letter-retry", new io.cama.flow.letter.LetGo(run.id(), List.of(), false, null));
        Run replayed = settled(run);

        assertThat(endpoint.calls()).extracting(ScriptedEndpoint.Call::asked).containsExactly("pear");
        JsonNode results = json(java.nio.file.Files.readString(java.nio.file.Path.of(replayed.outbox())
                .resolve(replayed.input().replace(".csv", ".json"))));
        assertThat(results).extracting(row -> row.path("word").asText()).containsExactly("apple", "pear", "plum");
        assertThat(results.path(1).at("/say/said").asText()).isEqualTo("after all");
    }
}
