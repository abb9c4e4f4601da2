package io.cama.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DlqCommandsTest {
    @TempDir
    private Path home;

    private void oneDeadOfTwo() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 2);
            ledger.ok("one", 1);
            ledger.dead("one", 2);
            ledger.ledger().done("one");
        }
    }

    @Test
    void listsEachInALine() {
        oneDeadOfTwo();

        Answer answer = Answer.of(home, "dlq", "list");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).isEqualTo("one-2  greet  row 2  INVALID_JSON: the reply is no JSON\n");
    }

    @Test
    void listsOnlyWhatMatches() {
        oneDeadOfTwo();

        assertThat(Answer.of(home, "dlq", "list", "--reason", "refused").out()).isEmpty();
        assertThat(Answer.of(home, "dlq", "list", "--run", "on").out()).contains("one-2");
        Answer unknown = Answer.of(home, "dlq", "list", "--run", "two");
        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.err()).contains("there is no run two");
        assertThat(Answer.of(home, "dlq", "show", "on-2").out()).contains("one-2");
        assertThat(Answer.of(home, "dlq", "show", "tw-2").exit()).isEqualTo(3);
        assertThat(Answer.of(home, "dlq", "edit", "on-2", "--field", "name=Eve").exit())
                .isZero();
        assertThat(Answer.of(home, "dlq", "drop", "--run", "on").err())
                .contains("1 dead letter of 1 run would be dropped");
        assertThat(Answer.of(home, "dlq", "drop", "--job", "greet").err())
                .contains("1 dead letter of 1 run would be dropped");
        assertThat(Answer.of(home, "resume", "on").err()).contains("the run one is over");
        assertThat(Answer.of(home, "dlq", "list", "--job", "greet").out()).contains("one-2");
        assertThat(Answer.of(home, "dlq", "list", "--limit", "1").err()).isEmpty();
        assertThat(Answer.of(home, "dlq", "list", "--limit", "0").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "dlq", "list", "--reason", "bored").exit()).isEqualTo(2);
    }

    @Test
    void withoutALedgerTheListIsEmpty() {
        assertThat(Answer.of(home, "dlq", "list", "--json").out()).isEqualTo("[ ]\n");
    }

    @Test
    void showsAllThatIsKnownAboutOne() {
        oneDeadOfTwo();

        Answer answer = Answer.of(home, "dlq", "show", "one-2");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .contains(
                        "one-2  job greet, row 2, line 3",
                        "INVALID_JSON: the reply is no JSON\nbut a sentence",
                        "do        the reply is no JSON; say so",
                        "calls     1, ",
                        "\"name\" : \"Ada\"",
                        "--- call 1 of 1: prompt hello, openai/gpt, ",
                        "no JSON at all");
    }

    @Test
    void showsOneAsJson() {
        oneDeadOfTwo();

        assertThat(Answer.of(home, "dlq", "show", "one-2", "--json").out())
                .contains("\"id\" : \"one-2\"", "\"item\" : {", "\"replies\" : [ \"no JSON at all\" ]")
                .contains("\"category\" : \"validation\"", "\"code\" : \"INVALID_JSON\"", "\"retry_after\" : null")
                .contains("\"timestamp\" : \"");
    }

    @Test
    void tellsOfACallAsTheCommandForRowsDoes() throws IOException {
        oneDeadOfTwo();
        JsonMapper json = new JsonMapper();

        JsonNode letter =
                json.readTree(Answer.of(home, "dlq", "show", "one-2", "--json").out());
        JsonNode item =
                json.readTree(Answer.of(home, "item", "show", "one-2", "--json").out());

        assertThat(letter.path("calls")).hasSize(1).isEqualTo(item.path("calls"));
        assertThat(letter.at("/calls/0/reply").asText()).isEqualTo("no JSON at all");
        assertThat(letter.at("/calls/0/own").asBoolean()).isTrue();
    }

    @Test
    void aListSaysHowManyMoreThereAre() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 5);
            for (long row = 1; row <= 5; row++) {
                ledger.dead("one", row);
            }
        }

        Answer answer = Answer.of(home, "dlq", "list", "--limit", "2");

        assertThat(answer.out().lines()).hasSize(2);
        assertThat(answer.err()).contains("and 3 more: --limit 5");
        assertThat(Answer.of(home, "dlq", "list", "--text", "JSON ALL").out().lines())
                .hasSize(5);
        assertThat(Answer.of(home, "dlq", "list", "--text", "yaml").out()).isEmpty();
        assertThat(Answer.of(home, "dlq", "list", "--json").out()).doesNotContain("no JSON at all");
    }

    @Test
    void anEditIsCheckedAndKeepsWhatWas() throws IOException {
        GreetingJob.in(home);
        oneDeadOfTwo();
        Path fields = Files.writeString(home.resolve("fields.json"), "{\"name\":\"Bob\",\"age\":7}");

        assertThat(Answer.of(home, "dlq", "edit", "one-2").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "dlq", "edit", "one-2", "--prompt", "hello").exit())
                .isEqualTo(2);
        assertThat(Answer.of(home, "dlq", "edit", "one-9", "--field", "name=Bob")
                        .exit())
                .isEqualTo(3);
        assertThat(Answer.of(home, "dlq", "edit", "one-2", "--field", "nmae=Bob")
                        .exit())
                .isEqualTo(65);
        assertThat(Answer.of(home, "dlq", "edit", "one-2", "--fields", "nosuch.json")
                        .exit())
                .isEqualTo(66);
        Answer edited = Answer.of(home, "dlq", "edit", "one-2", "--fields", fields.toString());
        assertThat(edited.exit()).as(edited.err()).isZero();
        assertThat(edited.out()).isEqualTo("one-2: {\"name\":\"Bob\",\"age\":7}\n");
        assertThat(Answer.of(home, "dlq", "edit", "one-2", "--field", "age=old").exit())
                .isEqualTo(65);
        assertThat(Answer.of(home, "dlq", "edit", "one-2", "--field", "age=8").out())
                .contains("\"age\":8");
        assertThat(Answer.of(home, "dlq", "show", "one-2").out())
                .contains("original  {", "mended    ", "edited", "\"age\" : 8");
        assertThat(Answer.of(home, "dlq", "show", "one-2", "--json").out())
                .contains("\"original\" : {", "\"mends\" : [");
    }

    @Test
    void aReplyByHandFitsItsPromptAndAnswersACallThatWasMade() throws IOException {
        GreetingJob.in(home);
        oneDeadOfTwo();
        Path good = Files.writeString(home.resolve("good.json"), "{\"greeting\":\"Hello\"}");
        Path bad = Files.writeString(home.resolve("bad.json"), "{\"greting\":\"Hello\"}");

        assertThat(reply("one-2", "nosuch", good).exit()).isEqualTo(78);
        assertThat(reply("one-2", "hello", bad).exit()).isEqualTo(65);
        Answer kept = reply("one-2", "hello", good);
        assertThat(kept.exit()).as(kept.err()).isZero();
        assertThat(kept.err()).contains("dlq retry one-2");
        Answer.of(home, "dlq", "edit", "one-2", "--field", "name=Bob");
        assertThat(reply("one-2", "hello", good).err()).contains("was edited after its last call");
        assertThat(Answer.of(home, "dlq", "show", "one-2").out())
                .contains("hand/hand", "answered {\"prompt\":\"hello\"}");
    }

    private Answer reply(String id, String prompt, Path file) {
        return Answer.of(home, "dlq", "edit", id, "--prompt", prompt, "--reply", file.toString());
    }

    @Test
    void whatIsToBeLetGoOfIsSaidInOneWayOnly() throws IOException {
        GreetingJob.in(home);
        oneDeadOfTwo();

        assertThat(Answer.of(home, "dlq", "retry").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "dlq", "retry", "--all", "--job", "greet").exit())
                .isEqualTo(2);
        assertThat(Answer.of(home, "dlq", "retry", "--all", "--as-job", "--model", "demo/any")
                        .exit())
                .isEqualTo(2);
        assertThat(Answer.of(home, "dlq", "retry", "--all", "--model", "demo/any", "--prompt-from", "hello=nosuch")
                        .exit())
                .isEqualTo(78);
        assertThat(Answer.of(home, "dlq", "retry", "--text", "nothing like it").exit())
                .isEqualTo(3);
        assertThat(Answer.of(home, "dlq", "drop", "one-2").exit()).isEqualTo(4);
        assertThat(Answer.of(home, "dlq", "list").out()).contains("one-2");
    }

    @Test
    void anUnknownOneIsNotFound() {
        oneDeadOfTwo();

        Answer shown = Answer.of(home, "dlq", "show", "one-9");
        assertThat(shown.exit()).isEqualTo(3);
        assertThat(shown.err()).contains("there is no dead letter one-9", "dlq list");
        assertThat(Answer.of(home, "dlq", "retry", "one-9").exit()).isEqualTo(3);
        assertThat(Answer.of(home, "dlq", "retry", "--run", "nine").exit()).isEqualTo(3);
    }

    @Test
    void nothingToRetryIsSaid() {
        assertThat(Answer.of(home, "dlq", "retry", "--all").err()).contains("there is no ledger");
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("well", 1);
            ledger.ok("well", 1);
            ledger.ledger().done("well");
        }

        Answer all = Answer.of(home, "dlq", "retry", "--all");
        assertThat(all.exit()).isEqualTo(3);
        assertThat(all.err()).contains("there are no dead letters");
        assertThat(Answer.of(home, "dlq", "retry", "--run", "well").err()).contains("well has no dead letters");
    }

    @Test
    void aRetryWantsTheKeyBeforeAnythingElse() throws IOException {
        GreetingJob.in(home);
        oneDeadOfTwo();

        assertThat(Answer.of(home, "dlq", "retry", "one-2").exit()).isEqualTo(77);
        assertThat(Answer.of(home, "dlq", "retry", "--run", "one").exit()).isEqualTo(77);
        assertThat(Answer.of(home, "dlq", "retry", "--all").exit()).isEqualTo(77);
        assertThat(Answer.of(home, "dlq", "list").out()).contains("one-2");
    }

    @Test
    void deadLettersOfAJobThatIsGoneAreNamedAndDroppedWithoutTouchingTheirRun() throws IOException {
        GreetingJob.in(home);
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.of("words", "gone", 1);
            ledger.dead("gone", 1);
            ledger.ledger().done("gone");
        }

        Answer retried = Answer.of(home, "dlq", "retry", "--all");
        assertThat(retried.exit()).isEqualTo(78);
        assertThat(retried.err())
                .contains(
                        "1 dead letter of gone.csv (run gone): there is no job \"words\" any more",
                        "dlq drop --run gone");
        Answer dropped = Answer.of(home, "dlq", "drop", "--all", "--yes");
        assertThat(dropped.exit()).as(dropped.err()).isZero();
        assertThat(Answer.of(home, "dlq", "list").out()).isEmpty();
        assertThat(Answer.of(home, "status").out()).startsWith("gone  DONE ");
        assertThat(Answer.of(home, "audit").out()).contains("letters.drop gone");
    }
}
