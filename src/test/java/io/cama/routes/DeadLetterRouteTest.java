package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.flow.choice.Retake;
import io.cama.flow.letter.LetGo;
import io.cama.ledger.letter.Mending.Given;
import io.cama.ledger.letter.Notices.Notice;
import io.cama.model.Counts;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.routes.ScriptedEndpoint.Answer;
import io.cama.routes.ScriptedEndpoint.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of an item at fault: it ends as its job says, somebody is told, and it is asked again as somebody says. */
class DeadLetterRouteTest extends SharedFlow {
    private static final String SECRET = "token=s3cret-of-the-hook&httpMethod=GET&x=a%20b";

    @Override
    Map<String, String> settings() {
        return Map.of("cama.escalate", endpoint.url() + "/hook?" + SECRET, "cama.escalate.retry", "1s");
    }

    /** Refuses what is asked with one of these in it; everybody who is told hears. */
    private void refuses(String... words) {
        List<String> refused = List.of(words);
        endpoint.script(call -> {
            if (isHook(call)) {
                return new Answer(204, "", Map.of());
            }
            boolean no = refused.stream().anyMatch(call.asked()::contains);
            return no ? fails(400, "no") : Answer.says("{\"said\":\"yes\"}");
        });
    }

    private static boolean isHook(Call call) {
        return call.path().contains("/hook");
    }

    private List<Call> hooks() {
        return endpoint.calls().stream().filter(DeadLetterRouteTest::isHook).toList();
    }

    private List<Call> asks() {
        return endpoint.calls().stream().filter(call -> !isHook(call)).toList();
    }

    private Run letGo(Run run, @Nullable Retake retake, boolean drop) {
        template.requestBody("direct:dead-letter-retry", new LetGo(run.id(), List.of(), drop, retake), Integer.class);
        return settled(run);
    }

    private boolean isTold(Run run) {
        return ledger.notice(run.id(), 1).map(Notice::told).isPresent();
    }

    private static Map<String, List<String>> files(Run run) throws IOException {
        Map<String, List<String>> files = new HashMap<>();
        for (String ending : List.of("json", "jsonl", "tsv", "csv")) {
            files.put(
                    ending, Files.readAllLines(Path.of(run.outbox(), run.input().replace("csv", ending))));
        }
        return files;
    }

    @Test
    void aRecordedItemStandsInEveryOutputInItsPlace() throws Exception {
        refuses("b");
        Run run = process("recorded", "recorded.csv", "word", "a", "b", "c");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(lines(run, ".jsonl").get(1).at("/error/code").asText()).isEqualTo("BAD_REQUEST");
        assertThat(lines(run, ".jsonl").get(1).path("word").asText()).isEqualTo("b");
        assertThat(files(run).get("tsv")).containsExactly("word\tsay.said", "a\tyes", "b\t", "c\tyes");
        assertThat(files(run).get("csv")).containsExactly("word,say.said", "a,yes", "b,", "c,yes");
        assertThat(Path.of(run.outbox(), "recorded.dead.jsonl")).doesNotExist();
        JsonNode counts = receipt(run).path("counts");
        assertThat(counts.path("ok").asInt()).isEqualTo(2);
        assertThat(counts.path("dead").asInt()).isEqualTo(1);
        assertThat(receipt(run).path("recorded").asInt()).isEqualTo(1);
        assertThat(hooks()).as("the job says that nobody is told").isEmpty();
    }

    @Test
    void aMendedRowLeavesTheBytesOfAllOthersAsTheyWere() throws Exception {
        refuses("b");
        Run run = process("recorded", "mended.csv", "word", "a", "b", "c");
        Map<String, List<String>> before = files(run);
        refuses();

        Run after = letGo(run, null, false);

        assertThat(asks()).hasSize(1);
        Map<String, List<String>> mended = files(after);
        assertThat(mended.get("tsv")).containsExactly("word\tsay.said", "a\tyes", "b\tyes", "c\tyes");
        assertThat(mended.get("json")).hasSameSizeAs(before.get("json"));
        before.forEach((ending, old) -> assertThat(mended.get(ending))
                .as(ending)
                .filteredOn(line -> !line.contains("b"))
                .containsExactlyElementsOf(
                        old.stream().filter(line -> !line.contains("b")).toList()));
        JsonNode receipt = receipt(after);
        assertThat(receipt.path("recorded").asInt()).isZero();
        assertThat(receipt.at("/corrections/0/position").asInt()).isEqualTo(2);
        assertThat(receipt.at("/corrections/0/how").asText()).isEqualTo("retried");
        assertThat(receipt.at("/corrections/0/at").asText()).isNotBlank();
        assertThat(receipt.path("calls").asInt())
                .as("the retry's call is added")
                .isEqualTo(4);
    }

    @Test
    void whatTheFallbackLeavesIsTheResultAndIfItFailsTooTheItemIsADeadLetter() throws Exception {
        refuses("x", "nothing");
        Run run = process("bygone", "bygone.csv", "word", "a", "x", "nothing");

        assertThat(lines(run, ".jsonl"))
                .extracting(row -> row.at("/say/said").asText())
                .containsExactly("yes", "by rule, for BAD_REQUEST");
        assertThat(dead(run)).singleElement().satisfies(letter -> {
            assertThat(letter.position()).isEqualTo(3);
            assertThat(letter.reason()).isEqualTo(Reason.BAD_REQUEST);
            assertThat(letter.message()).contains("the fallback failed as well", "no rule for nothing");
        });
        assertThat(ledger.counts(run.id())).isEqualTo(new Counts(3, 2, 1, 0, 0, 0));
        String heard = consumer.receiveBody("seda:heard", 20_000, String.class);
        assertThat(json(heard).at("/error/details/position").asInt()).isEqualTo(3);
        assertThat(hooks()).as("the job has somebody of its own told").isEmpty();
    }

    @Test
    void anEndpointThatFailsInTheFallbackPausesTheRunAndBuriesNothing() throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        endpoint.script(call -> asked.add(call.asked()) ? fails(400, "no") : fails(401, "no key"));

        Run run = process("bygone", "asking.csv", "word", "asks");

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(1);
        assertThat(ledger.notice(run.id(), 1)).isEmpty();
    }

    @Test
    void whoCouldNotBeToldIsToldLaterAndOnceAndNoRedirectIsFollowed() throws Exception {
        Set<String> told = ConcurrentHashMap.newKeySet();
        endpoint.script(call -> !isHook(call)
                ? fails(400, "no")
                : told.add(call.body().path("id").asText())
                        ? new Answer(302, "", Map.of("Location", endpoint.url() + "/elsewhere"))
                        : new Answer(200, "", Map.of()));

        Run run = ask("refused");
        until(() -> isTold(run));
        Run next = ask("refused as well");
        until(() -> isTold(next));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(hooks().stream()
                        .filter(call -> call.body().path("id").asText().equals(run.id() + "-1")))
                .hasSize(2)
                .allSatisfy(call -> {
                    assertThat(call.path())
                            .as("its own query, whole, and no option of the client")
                            .endsWith("/hook?" + SECRET);
                    assertThat(call.body().path("job").asText()).isEqualTo("plain");
                    assertThat(call.body().at("/error/code").asText()).isEqualTo("BAD_REQUEST");
                    assertThat(call.headers().toString()).contains("application/json");
                });
        assertThat(endpoint.calls()).noneMatch(call -> call.path().contains("elsewhere"));
    }

    @Test
    void whyNobodyCouldBeToldIsKeptWithoutTheSecretInTheAddress() throws Exception {
        endpoint.script(call -> fails(isHook(call) ? 500 : 400, "no"));
        Run run = ask("unheard");
        until(() -> ledger.notice(run.id(), 1).map(Notice::why).isPresent());

        assertThat(ledger.notice(run.id(), 1).orElseThrow().why())
                .contains("500")
                .doesNotContain(SECRET)
                .doesNotContain("/hook");
        refuses();
        until(() -> isTold(run));
    }

    @Test
    void aFolderIsToldByAFileForEach() throws Exception {
        refuses("a");
        Run run = process("told", "told.csv", "word", "a", "b");
        until(() -> isTold(run));

        JsonNode letter = json(Files.readString(home.resolve("letters/" + run.id() + "-1.json")));
        assertThat(letter.path("id").asText()).isEqualTo(run.id() + "-1");
        assertThat(letter.at("/error/hint").asText()).isNotBlank();
    }

    @Test
    void anotherModelIsAskedForWhatHasNoAnswerAndForNothingElse() throws Exception {
        refuses("More about b");
        Run run = process("twostep", "two.csv", "word", "a", "b");
        assertThat(asks()).hasSize(4);
        refuses();

        Run after = letGo(run, new Retake("scripted/other", Map.of()), false);

        assertThat(asks()).singleElement().satisfies(call -> {
            assertThat(call.body().path("model").asText()).isEqualTo("other");
            assertThat(call.asked()).contains("More about b");
        });
        assertThat(lines(after, ".jsonl")).hasSize(2);
        assertThat(receipt(after).at("/corrections/0/model").asText()).isEqualTo("scripted/other");
        assertThat(receipt(after).path("calls").asInt()).isEqualTo(5);
    }

    @Test
    void anotherPromptIsFilledInPlaceOfTheOneAndItsAnswerStandsUnderTheName() throws Exception {
        refuses("More about b");
        Run run = process("twostep", "three.csv", "word", "a", "b");
        refuses("More about");

        Run after = letGo(run, new Retake(null, Map.of("more", "otherwise")), false);

        assertThat(asks()).singleElement().satisfies(call -> assertThat(call.asked())
                .contains("Otherwise about b"));
        assertThat(lines(after, ".jsonl").get(1).path("more").asText()).contains("yes");
        assertThat(receipt(after).at("/corrections/0/prompts/more").asText()).isEqualTo("otherwise");
    }

    @Test
    void aReplyByHandIsTakenWithoutACall() throws Exception {
        endpoint.script(call -> isHook(call) ? new Answer(200, "", Map.of()) : Answer.says("no JSON"));
        Run run = ask("stubborn");
        assertThat(asks()).hasSize(3);
        assertThat(ledger.answer(run.id(), 1, "say", "{\"said\":\"by hand\"}", "{\"prompt\":\"say\"}"))
                .isEqualTo(Given.KEPT);
        endpoint.calls().clear();

        Run after = letGo(run, null, false);

        assertThat(asks()).isEmpty();
        assertThat(said(after)).isEqualTo("by hand");
        JsonNode receipt = receipt(after);
        assertThat(receipt.path("corrections"))
                .extracting(each -> each.path("how").asText())
                .containsExactly("reply by hand", "retried");
        assertThat(receipt.at("/models/hand").asInt()).isEqualTo(1);
        assertThat(receipt.path("calls").asInt()).isEqualTo(3);
    }

    @Test
    void whatIsDroppedIsSkippedAndTheReceiptSaysSo() throws Exception {
        refuses("b");
        Run run = process("single", "dropped.csv", "word", "a", "b");
        endpoint.calls().clear();

        Run after = letGo(run, null, true);

        assertThat(asks()).isEmpty();
        assertThat(ledger.counts(run.id())).isEqualTo(new Counts(2, 1, 0, 1, 0, 0));
        assertThat(receipt(after).at("/counts/skipped").asInt()).isEqualTo(1);
        assertThat(receipt(after).at("/corrections/0/how").asText()).isEqualTo("dropped");
        assertThat(Path.of(run.outbox(), "dropped.dead.jsonl")).doesNotExist();
    }
}
