package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.config.Settings;
import io.cama.model.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureSwitchTest {
    @TempDir
    private Path home;

    @Test
    void withoutReloadARunReadsItsPromptsWhenItBeginsAndTheRouteStaysUntilTheNextStart() throws Exception {
        try (Household cama = new Household(home, Map.of("cama.feature.reload", "off"), "shift")) {
            cama.write("shift", 2);

            assertThat(cama.application().reload().reload())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.toString()).contains("next start"));
            cama.drop("shift", "words.csv", "a");
            JsonNode row = cama.rows("shift", "words").get(0);
            assertThat(row.path("one1").path("said").asText()).isEqualTo("2");
            assertThat(home.resolve("work/jobs")).doesNotExist();
        }
    }

    @Test
    void camelsOwnCommandLineSeesNothingUnlessThatIsAskedFor() throws Exception {
        assertThat(connector(Map.of())).isFalse();
        assertThat(connector(Map.of("cama.feature.camel-cli", "on"))).isTrue();
    }

    /** Whether it has begun to write where that command line looks. */
    private boolean connector(Map<String, String> sets) throws Exception {
        Path pid = Path.of(
                System.getProperty("user.home"),
                ".camel",
                String.valueOf(ProcessHandle.current().pid()));
        Files.deleteIfExists(pid);
        try (Household cama = new Household(home, sets, "shift")) {
            assertThat(cama.application().context().isStarted()).isTrue();
            return Files.exists(pid);
        }
    }

    @Test
    void theEnvironmentSwitchesToo() {
        Settings settings = Settings.load(
                home, List.of(), Map.of("CAMA_FEATURE_RELOAD", "off", "CAMA_FEATURE_CAMEL_CLI", "on"), Map.of());

        assertThat(settings.text("cama.feature.reload")).isEqualTo("off");
        assertThat(settings.text("cama.feature.camel-cli")).isEqualTo("on");
    }

    @Test
    void aSwitchIsOnOrOff() {
        Settings settings = Settings.load(home, List.of(), Map.of(), Map.of("cama.feature.reload", "yes"));

        assertThat(settings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.message()).contains("\"yes\" is neither on nor off");
        });
    }
}
