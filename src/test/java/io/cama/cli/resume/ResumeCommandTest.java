package io.cama.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResumeCommandTest {
    private static final String FAST = "cama.runs.poll=10ms";

    @TempDir
    private Path home;

    private String people = "";

    @BeforeEach
    void aModelWithAPrice() throws IOException {
        Path prompt = GreetingJob.in(home).resolve("hello.prompt");
        Files.writeString(
                prompt,
                Files.readString(prompt).replace("openai/gpt-4.1-mini", "mine/any\nconfig: { maxOutputTokens: 100 }"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve("config/prices.json"),
                "{\"mine/any\": {\"input_cost_per_token\": 0.01, \"output_cost_per_token\": 0.01}}");
        Files.writeString(home.resolve("config/cama.properties"), "cama.provider.mine.url = builtin\n");
        people = home.resolve("people.csv").toString();
    }

    private String run() {
        return Answer.of(home, "status").out().split(" ", 2)[0];
    }

    @Test
    void aRunThatReachedItsCapGoesOnWithAHigherOneAndItsCostIsTold() throws IOException {
        Answer capped = Answer.of(home, "process", people, "--job", "greet", "--max-cost", "0.01", "--set", FAST);
        Answer still = Answer.of(home, "resume", run(), "--set", FAST);
        Answer raised = Answer.of(home, "resume", run(), "--max-cost", "50", "--set", FAST);

        assertThat(capped.exit()).as(capped.err()).isEqualTo(75);
        assertThat(still.exit()).as(still.err()).isEqualTo(75);
        assertThat(still.err()).contains("BUDGET_EXCEEDED", "resume ");
        assertThat(raised.exit()).as(raised.err()).isZero();
        assertThat(raised.out())
                .startsWith("people.csv: 2 rows = 2 ok")
                .containsPattern("2 calls, \\d+ tokens in, \\d+ out, \\$\\d");
        assertThat(Files.readString(home.resolve("outbox/greet/people.run.json")))
                .containsPattern("\"cost\" : \\{\\s+\"currency\" : \"USD\",\\s+\"spent\" : [1-9]|\"spent\" : 0.[0-9]")
                .contains("\"spentByPrompt\" : {", "\"hello\" : {", "\"mine/any\" : {");
    }

    @Test
    void theCapThatIsAdvisedIsEnoughToGoOn() {
        Answer capped = Answer.of(home, "process", people, "--job", "greet", "--max-cost", "0.01", "--set", FAST);
        String advised = capped.err().replaceAll("(?s).*--max-cost ([0-9.]+).*", "$1");
        Answer raised = Answer.of(home, "resume", run(), "--max-cost", advised, "--set", FAST);

        assertThat(raised.exit()).as(raised.err()).isZero();
    }

    @Test
    void allMeansEveryRunThatIsNotOver() {
        Answer.of(home, "process", people, "--job", "greet", "--max-cost", "0.01", "--set", FAST);

        Answer all = Answer.of(home, "resume", "--all", "--max-cost", "50", "--set", FAST);

        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(Answer.of(home, "resume", "--all").exit()).isEqualTo(3);
        assertThat(Answer.of(home, "resume", run()).err()).contains("is over: DONE");
    }

    @Test
    void saysWhichRunsItCannotGoOnWith() {
        assertThat(Answer.of(home, "resume", "x").exit()).isEqualTo(3);
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 1);
        }

        assertThat(Answer.of(home, "resume", "x").err()).contains("there is no run x", "status");
        assertThat(Answer.of(home, "resume").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "resume", "one", "--all").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "resume", "one", "--max-cost", "0").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "resume", "one", "--max-cost", "much").exit())
                .isEqualTo(2);
    }
}
