package io.cama.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    @TempDir
    private Path home;

    private Path folder = Path.of("");
    private String file = "";

    @BeforeEach
    void aSoundJob() throws IOException {
        folder = GreetingJob.in(home);
        file = home.resolve("people.csv").toString();
    }

    private Answer process(String... more) {
        String[] all = new String[more.length + 2];
        System.arraycopy(more, 0, all, 2, more.length);
        all[0] = "process";
        all[1] = file;
        return Answer.of(home, all);
    }

    private void refused(Answer answer, int exit, String... said) {
        assertThat(answer.exit()).as(answer.err()).isEqualTo(exit);
        assertThat(answer.err()).startsWith("error: ").contains(said).contains("Do: ");
        assertThat(answer.out()).isEmpty();
        assertThat(home.resolve("work")).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        file = home.resolve("gone.csv").toString();

        refused(process("--job", "greet"), 66, "there is no file", "gone.csv");
    }

    @Test
    void aFolderInPlaceOfAFileIsRefused() {
        file = folder.toString();

        refused(process("--job", "greet"), 66, "is a folder", "name the file");
    }

    @Test
    void anOutputFolderThatIsAFileIsRefused() {
        refused(process("--job", "greet", "-o", file), 73, "people.csv is a file");
    }

    @Test
    void anOutputFolderBelowAFileIsRefused() {
        refused(process("--job", "greet", "-o", file + "/out"), 73, "people.csv is a file");
    }

    @Test
    void anInputIsNeverOverwrittenByAnOutput() throws IOException {
        Path input = Files.writeString(home.resolve("people.json"), "[{\"name\":\"Ada\"}]");
        Path link = Files.createSymbolicLink(home.resolve("same"), home);
        file = input.toString();

        refused(process("--job", "greet", "--model", "demo/any", "-o", home.toString()), 73, file, "overwritten", "-o");
        refused(process("--job", "greet", "--model", "demo/any", "-o", link.toString()), 73, file, "overwritten");
        assertThat(input).hasContent("[{\"name\":\"Ada\"}]");
    }

    @Test
    void neitherIsAnInputThatHasTheNameOfAnothersOutput() throws IOException {
        Path input = Files.writeString(home.resolve("people.dead.jsonl"), "{\"name\":\"Ada\"}");

        Answer answer = process(input.toString(), "--job", "greet", "--model", "demo/any", "-o", home.toString());

        refused(answer, 73, "people.dead.jsonl would be overwritten", "outputs of " + file);
    }

    @Test
    void aLimitBelowOneIsRefused() {
        refused(process("--job", "greet", "--limit", "0"), 2, "--limit must be 1 or more, was 0");
        refused(process("--job", "greet", "--limit", "-1"), 2, "was -1");
        refused(process("--job", "greet", "--limit", "many"), 2, "'many'");
    }

    @Test
    void aConcurrencyOutOfRangeIsRefused() {
        refused(process("--job", "greet", "--concurrency", "0"), 2, "1 to 1024, was 0");
        refused(process("--job", "greet", "--concurrency", "1025"), 2, "was 1025");
    }

    @Test
    void anUnknownJobNamesThoseThereAreAndTheNearest() {
        refused(process("--job", "gret"), 78, "job \"gret\"", "greet", "did you mean greet?");
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws IOException {
        Path other = Files.writeString(home.resolve("people.json"), "[]");

        Answer answer = process(other.toString(), "--job", "greet");

        refused(answer, 2, "people.csv", "people.json", "same name");
    }

    @Test
    void aMissingKeySaysWhatToSet() {
        refused(process("--job", "greet"), 77, "openai/gpt-4.1-mini", "OPENAI_API_KEY", "--model demo/any");
    }

    @Test
    void aMissingKeyOfTheModelAskedForSaysWhatToSet() {
        refused(process("--job", "greet", "--model", "openrouter/x/y"), 77, "OPENROUTER_API_KEY");
    }

    @Test
    void anUnknownProviderNamesThoseThereAre() {
        refused(process("--job", "greet", "--model", "opnai/x"), 78, "opnai", "did you mean openai?");
    }

    @Test
    void aModelWithoutProviderIsRefused() {
        refused(process("--job", "greet", "--model", "gpt"), 78, "gpt", "provider/model");
    }

    @Test
    void aPromptThatNamesNoModelIsRefused() throws IOException {
        Files.writeString(folder.resolve("hello.prompt"), "Hello {{name}}");

        refused(process("--job", "greet"), 78, "hello names no model", "--model");
    }

    @Test
    void aMissingPromptIsFoundBeforeAnythingStarts() throws IOException {
        Files.move(folder.resolve("hello.prompt"), folder.resolve("helo.prompt"));

        refused(process("--job", "greet"), 78, "greet.camel.yaml:13", "no prompt \"hello\"", "did you mean helo?");
    }

    @Test
    void aBrokenSettingIsFoundBeforeAnythingStarts() {
        refused(process("--job", "greet", "--set", "cama.runs.parallel=many"), 78, "cama.runs.parallel");
    }

    @Test
    void retryWantsToKnowWhichDeadLetters() {
        refused(Answer.of(home, "dlq", "retry"), 2, "say which", "--run", "or --all");
        refused(Answer.of(home, "dlq", "retry", "--all", "--run", "x"), 2, "say which");
    }

    @Test
    void aBrokenJobKeepsTheServiceFromStarting() throws IOException {
        Files.writeString(
                folder.resolve("greet.camel.yaml"), "- route: {from: {uri: kamelet:job, parameters: {nme: x}}}");

        refused(Answer.of(home, "run", "--once"), 78, "greet.camel.yaml", "nme");
    }
}
