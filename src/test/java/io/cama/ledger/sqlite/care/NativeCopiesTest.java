package io.cama.ledger.sqlite.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCopiesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void whatAKilledProcessLeftIsClearedAwayAndNothingElse() throws IOException {
        Path library = copy("sqlite-3.50.3.0-ab12-libsqlitejdbc.so", Duration.ofHours(2));
        Path lock = copy("sqlite-3.50.3.0-ab12-libsqlitejdbc.so.lck", Duration.ofHours(2));
        Path starting = copy("sqlite-3.50.3.0-cd34-libsqlitejdbc.so", Duration.ofMinutes(1));
        Path foreign = copy("sqlite-notes.txt", Duration.ofDays(9));

        NativeCopies.clear(folder, NOW);

        assertThat(library).doesNotExist();
        assertThat(lock).doesNotExist();
        assertThat(starting).exists();
        assertThat(foreign).exists();
    }

    @Test
    void aFolderThatIsNotThereIsNoTrouble() {
        assertThatCode(() -> NativeCopies.clear(folder.resolve("none"), NOW)).doesNotThrowAnyException();
    }

    private Path copy(String name, Duration age) throws IOException {
        Path copy = Files.writeString(folder.resolve(name), "x");
        return Files.setLastModifiedTime(copy, FileTime.from(NOW.minus(age)));
    }
}
