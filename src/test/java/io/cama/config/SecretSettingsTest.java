package io.cama.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSettingsTest {
    private final Path home;

    SecretSettingsTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void reportsAKeyWrittenIntoTheFileWithoutRepeatingIt() {
        Settings settings = load(
                Map.of(),
                Map.of(
                        "cama.provider.openai.key", "sk-very-secret-1",
                        "cama.provider.openrouter.headers.X-Api-Key", "sk-very-secret-2"));

        assertThat(settings.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.toString()).contains("holds the key itself").doesNotContain("very-secret");
        });
        assertThat(settings.findings().get(0).hint()).contains("{{env:OPENAI_API_KEY}}");
        assertThat(settings.all().toString()).doesNotContain("very-secret");
        assertThatThrownBy(() -> settings.provider("openai"))
                .isInstanceOf(ConfigException.class)
                .message()
                .doesNotContain("very-secret");
    }

    @Test
    void leavesKeysOutOfWhatRoutesSee() {
        assertThat(load(Map.of(), Map.of()).all())
                .containsEntry("cama.provider.openai.rpm", "60")
                .containsEntry("cama.provider.openrouter.headers.X-Title", "Cama")
                .doesNotContainKey("cama.provider.openai.key");
    }

    @Test
    void warnsOfAKeyFileThatEveryoneMayRead() throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(home.resolve("key"), "sk-1234567890"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(load(Map.of(), Map.of("cama.provider.openai.key", "file:key"))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.hint()).isEqualTo("chmod 600 the file");
                });
    }

    @Test
    void refusesToSendAKeyInTheClear() {
        Settings exposed = load(Map.of(), Map.of("cama.provider.openai.url", "http://10.0.0.5/v1"));
        Settings keyless = load(
                Map.of(), Map.of("cama.provider.openai.url", "http://10.0.0.5/v1", "cama.provider.openai.key", ""));

        assertThat(exposed.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("in the clear");
            assertThat(finding.hint()).contains("cama.provider.openai.key");
        });
        assertThatThrownBy(() -> exposed.provider("openai")).isInstanceOf(ConfigException.class);
        assertThat(keyless.findings()).isEmpty();
    }

    @Test
    void fillsPlaceholdersButNeverFromAKey() {
        Settings settings = load(Map.of("WHO", "me"), Map.of("my.size", "7"));

        assertThat(settings.resolve("{{my.size}} {{env:WHO}} {{none:x}} {{cama.items}}"))
                .isEqualTo("7 me x direct");
        assertThatThrownBy(() -> settings.resolve("{{cama.provider.openai.key}}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Settings load(Map<String, String> environment, Map<String, String> sets) {
        return Settings.load(home, List.of(), environment, sets);
    }
}
