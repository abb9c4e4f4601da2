package io.cama.flow.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxFilterTest {
    private static final Instant NOW = Instant.parse("2026-07-01T09:30:00Z");

    @TempDir
    private Path folder;

    private final List<String> rejected = new ArrayList<>();

    private InboxFilter filter(Predicate<Path> readable) {
        return new InboxFilter(
                Duration.ofSeconds(2),
                10,
                InstantSource.fixed(NOW),
                readable,
                (file, reason) -> rejected.add(file.getFileName() + ": " + reason));
    }

    private GenericFile<File> found(String name, Instant modified) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "word\n");
        Files.setLastModifiedTime(file, FileTime.from(modified));
        GenericFile<File> found = new GenericFile<>();
        found.setFile(file.toFile());
        found.setFileNameOnly(name);
        return found;
    }

    @Test
    void aFileThatMayNotBeReadIsPutAsideWithTheReasonAndNotTaken() throws Exception {
        assertThat(filter(file -> false).accept(found("a.csv", NOW.minusSeconds(9))))
                .isFalse();

        assertThat(rejected)
                .singleElement()
                .asString()
                .startsWith("a.csv: the user ")
                .contains("may not read it", "chmod");
    }

    @Test
    void aFileIsGivenTimeToGetItsRights() throws Exception {
        assertThat(filter(file -> false).accept(found("a.csv", NOW.minusSeconds(1))))
                .isFalse();
        assertThat(filter(file -> true).accept(found("b.csv", NOW.minusSeconds(9))))
                .isTrue();

        assertThat(rejected).isEmpty();
    }
}
