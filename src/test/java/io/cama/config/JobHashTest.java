package io.cama.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobHashTest {
    private final Path folder;

    JobHashTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        write(folder, "a.camel.yaml", "route");
        write(folder, "nuance.prompt", "ask");
    }

    @Test
    void dependsOnNamesAndBytesAndNotOnThePlace(@TempDir Path other) throws IOException {
        write(other, "nuance.prompt", "ask");
        write(other, "a.camel.yaml", "route");

        assertThat(JobHash.of(folder)).matches("[0-9a-f]{64}").isEqualTo(JobHash.of(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.camel.yaml",
                "nuance.prompt",
                "_style.prompt",
                "schema.json",
                "inputs.yaml",
                "outputs.yml",
                "card.html",
                "deck/deck.yaml",
                "deck/card.html",
                "deck/card.css",
                "style.css"
            })
    void changesWithEveryFileThatMakesTheJob(String name) throws IOException {
        String before = JobHash.of(folder);

        write(folder, name, "something else");

        assertThat(JobHash.of(folder)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "words.csv",
                "pages.jsonl",
                "README.md",
                "expected/words.json",
                "notes.txt",
                ".draft.prompt",
                "deck/notes.md",
                ".git/x.json"
            })
    void staysTheSameWhateverHappensToData(String name) throws IOException {
        String before = JobHash.of(folder);

        write(folder, name, "something else");

        assertThat(JobHash.of(folder)).isEqualTo(before);
    }

    @Test
    void doesNotTakeTheEndOfOneFileForTheStartOfTheNext(@TempDir Path other) throws IOException {
        write(other, "a.camel.yaml", "route");
        write(other, "nuance.prompt", "ask");
        write(folder, "x.json", "1");
        write(folder, "y.json", "2");
        write(other, "x.json", "1y.json2");

        assertThat(JobHash.of(folder)).isNotEqualTo(JobHash.of(other));
    }

    @Test
    void tellsAFileFromOneOfTheSameNameInTheDeck() throws IOException {
        write(folder, "card.html", "x");
        String beside = JobHash.of(folder);
        Files.createDirectories(folder.resolve("deck"));
        Files.move(folder.resolve("card.html"), folder.resolve("deck/card.html"));

        assertThat(JobHash.of(folder)).isNotEqualTo(beside);
    }

    @Test
    void failsForAFolderThatIsNotThere() {
        assertThatThrownBy(() -> JobHash.of(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    private static void write(Path root, String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
