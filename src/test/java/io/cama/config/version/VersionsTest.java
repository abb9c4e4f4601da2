package io.cama.config.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.config.JobHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private Path folder = Path.of("");

    @BeforeEach
    void aJob() throws IOException {
        folder = Files.createDirectories(home.resolve("jobs/a"));
        Files.createDirectories(folder.resolve("deck"));
        Files.writeString(folder.resolve("deck/card.css"), "red");
        Files.writeString(folder.resolve("words.csv"), "data");
        write("one");
    }

    private void write(String prompt) throws IOException {
        Files.writeString(folder.resolve("a.prompt"), prompt);
    }

    @Test
    void bringsBackEveryFileThatCountsAndLeavesTheOthers() throws IOException {
        Versions versions = new Versions(home, 10);
        String first = JobHash.of(folder);
        versions.keep("a", folder, AT);
        write("two");
        Files.writeString(folder.resolve("b.prompt"), "more");
        Files.writeString(folder.resolve("words.csv"), "newer data");

        versions.restore(versions.of("a").get(0), folder);

        assertThat(JobHash.of(folder)).isEqualTo(first);
        assertThat(folder.resolve("b.prompt")).doesNotExist();
        assertThat(folder.resolve("words.csv")).hasContent("newer data");
    }

    @Test
    void changesNothingWhenWhatWasKeptIsDamaged() throws IOException {
        Versions versions = new Versions(home, 10);
        versions.keep("a", folder, AT);
        write("two");
        Version version = versions.of("a").get(0);
        Path kept = home.resolve("work/versions/.files").resolve(version.files().get("deck/card.css"));
        Files.writeString(kept, "blue");

        assertThatThrownBy(() -> versions.restore(version, folder)).hasMessageContaining("is damaged");
        assertThat(folder.resolve("a.prompt")).hasContent("two");
    }

    @Test
    void keepsEachContentOnceAndForgetsTheOldest() throws IOException {
        Versions versions = new Versions(home, 2);
        for (int i = 0; i < 5; i++) {
            write("version " + i);
            versions.keep("a", folder, AT.plusSeconds(i));
        }

        assertThat(versions.of("a")).extracting(Version::used).containsExactly(AT.plusSeconds(4), AT.plusSeconds(3));
        try (Stream<Path> contents = Files.list(home.resolve("work/versions/.files"))) {
            assertThat(contents).hasSize(3);
        }
        assertThat(new Versions(home, 0).keep("a", folder, AT)).isFalse();
    }

    @Test
    void aListThatIsDamagedChangesNothing() throws IOException {
        Versions versions = new Versions(home, 10);
        versions.keep("a", folder, AT);
        Path list = home.resolve("work/versions/a").resolve(JobHash.of(folder));
        Files.write(list, Files.readAllLines(list).subList(0, 1));
        write("two");
        String now = JobHash.of(folder);

        assertThatThrownBy(() -> versions.restore(versions.of("a").get(0), folder))
                .hasMessageContaining("is damaged; nothing was written");
        assertThat(JobHash.of(folder)).isEqualTo(now);
    }

    @Test
    void whereNothingCanBeKeptTheWorkGoesOn() throws IOException {
        Files.createDirectories(home.resolve("work"));
        Files.writeString(home.resolve("work/versions"), "no folder");

        assertThat(new Versions(home, 10).keep("a", folder, AT)).isFalse();
    }
}
