package io.cama.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import java.io.IOException;
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
        assertThat(Answer.of(home, "dlq", "list", "--run", "two").err()).contains("No dead letters");
        assertThat(Answer.of(home, "dlq", "list", "--job", "greet").out()).contains("one-2");
        assertThat(Answer.of(home, "dlq", "list", "--limit", "1").err()).contains("--limit 2");
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
                        "attempts  1",
                        "\"name\" : \"Ada\"",
                        "--- reply 1 ---\nno JSON at all");
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
}
