package io.cama.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptCommandTest {
    @TempDir
    private Path home;

    private Path folder = Path.of("");

    @BeforeEach
    void aSoundJob() throws IOException {
        folder = GreetingJob.in(home);
    }

    private Answer prompt(String... more) {
        String[] all = new String[more.length + 2];
        System.arraycopy(more, 0, all, 2, more.length);
        all[0] = "prompt";
        all[1] = folder.resolve("hello.prompt").toString();
        return Answer.of(home, all);
    }

    @Test
    void showsTheMessagesByTheirRoles() {
        Answer answer = prompt("--data", "{\"name\": \"Ada\"}", "--context", "{\"place\": \"London\"}");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .containsSubsequence("--- system ---", "You greet people.", "--- user ---", "Greet Ada from London.");
        assertThat(answer.err()).contains("2 messages for openai/gpt-4.1-mini. No call was made.");
    }

    @Test
    void showsAllOfItAsJson() {
        Answer answer = prompt("--data", "{\"name\": \"Ada\"}", "--json");

        assertThat(answer.out()).startsWith("{").contains("\"messages\"", "Greet Ada from");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void takesTheItemFromAFile() throws IOException {
        Path item = Files.writeString(home.resolve("item.json"), "{\"name\": \"눈치\"}");

        assertThat(prompt("--data", "@" + item).out()).contains("Greet 눈치");
    }

    @Test
    void putsTheHistoryBeforeTheLastQuestion() {
        Answer answer = prompt(
                "--data",
                "{\"name\": \"Ada\"}",
                "--history",
                "[{\"role\": \"user\", \"content\": \"Hi\"}, {\"role\": \"model\", \"content\": [{\"text\": \"Hello\"}]}]");

        assertThat(answer.out()).containsSubsequence("You greet", "Hi", "Hello", "Greet Ada");
    }

    @Test
    void aTurnOfTheHistoryMustBeOne() {
        assertThat(prompt("--history", "[{\"content\": \"Hi\"}]").exit()).isEqualTo(65);
        assertThat(prompt("--history", "[{\"role\": \"user\"}]").err()).contains("a turn of user has no content");
        assertThat(prompt("--history", "[{\"role\": \"user\", \"content\": [1]}]")
                        .err())
                .contains("a part that is no object: 1");
    }

    @Test
    void badJsonIsShownWithItsPlace() {
        Answer answer = prompt("--data", "{name: Ada}");

        assertThat(answer.exit()).isEqualTo(65);
        assertThat(answer.err()).contains("--data is not the JSON expected (line 1, column", "Do: ");
    }

    @Test
    void nullIsNoItem() {
        assertThat(prompt("--data", "null").exit()).isEqualTo(65);
        assertThat(prompt("--data", "[1]").exit()).isEqualTo(65);
    }

    @Test
    void anItemThatBreaksTheSchemaSaysHow() {
        Answer answer = prompt("--data", "{\"name\": 3}");

        assertThat(answer.exit()).isEqualTo(65);
        assertThat(answer.err()).contains("INPUT_SCHEMA", "name", "Do: ");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void aBrokenPromptIsAnErrorOfTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("hello.prompt"), "---\nmodel: [\n---\nHello");

        Answer answer = prompt();

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.err()).contains("hello.prompt");
    }

    @Test
    void aFileThatIsNotThereOrNoPromptIsRefused() {
        assertThat(Answer.of(home, "prompt", folder.toString()).err()).contains("is a folder");
        assertThat(Answer.of(home, "prompt", home.resolve("people.csv").toString())
                        .err())
                .contains("is no .prompt file");
        Answer gone = Answer.of(home, "prompt", "gone.prompt");
        assertThat(gone.exit()).isEqualTo(66);
        assertThat(gone.err()).contains("gone.prompt is not there");
        assertThat(prompt("--data", "@gone.json").exit()).isEqualTo(66);
    }
}
