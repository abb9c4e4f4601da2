package io.cama.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyReferenceTest {
    private final Path home;

    KeyReferenceTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void readsAVariableWithoutTheSpaceAroundIt() throws IOException {
        KeyReference key = KeyReference.parse("{{env:MY_KEY}}", home).orElseThrow();

        assertThat(key.read(Map.of("MY_KEY", " abc\n"))).contains("abc");
        assertThat(key.read(Map.of("MY_KEY", "  "))).isEmpty();
        assertThat(key.read(Map.of())).isEmpty();
        assertThat(key.hint()).startsWith("set MY_KEY");
        assertThat(key.exposed()).isFalse();
    }

    @Test
    void readsAFileBelowHomeAnewEachTime() throws IOException {
        KeyReference key = KeyReference.parse("file:secret/key", home).orElseThrow();
        Path file = Files.createDirectories(home.resolve("secret")).resolve("key");

        assertThat(key.read(Map.of())).isEmpty();
        Files.writeString(file, "one\n");
        assertThat(key.read(Map.of())).contains("one");
        Files.writeString(file, "two\n");
        assertThat(key.read(Map.of())).contains("two");
        Files.writeString(file, "\n");
        assertThat(key.read(Map.of())).isEmpty();
        assertThat(key.hint()).contains(file.toString());
    }

    @Test
    void takesAbsolutePathsWithAndWithoutSlashesInFront() {
        Path file = home.resolve("key");

        assertThat(KeyReference.parse("file:" + file, Path.of("/elsewhere"))).contains(new KeyReference.InFile(file));
        assertThat(KeyReference.parse("file://" + file, Path.of("/elsewhere"))).contains(new KeyReference.InFile(file));
    }

    @Test
    void refusesAFileLongerThanAnyKey() throws IOException {
        Files.write(home.resolve("key"), new byte[64 * 1024 + 1]);
        KeyReference key = KeyReference.parse("file:key", home).orElseThrow();

        assertThatThrownBy(() -> key.read(Map.of())).isInstanceOf(IOException.class);
    }

    @Test
    void tellsAFileThatEveryoneMayReadFromOneThatOnlyTheOwnerMay() throws IOException {
        Path file = Files.writeString(home.resolve("key"), "sk-1234567890");
        KeyReference key = KeyReference.parse("file:key", home).orElseThrow();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(key.exposed()).isTrue();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(key.exposed()).isFalse();
        Files.delete(file);
        assertThat(key.exposed()).isFalse();
    }

    @Test
    void takesNothingElseForAReference() {
        assertThat(KeyReference.parse("sk-1234567890", home)).isEmpty();
        assertThat(KeyReference.parse("{{env:}}", home)).isEmpty();
        assertThat(KeyReference.parse("x{{env:KEY}}", home)).isEmpty();
        assertThat(KeyReference.parse("file:", home)).isEmpty();
        assertThat(KeyReference.parse("file:a\0b", home)).isEmpty();
    }
}
