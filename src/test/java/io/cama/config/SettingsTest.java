package io.cama.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.config.source.Origin;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private final Path home;

    SettingsTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void hasAllDefaultsAndNothingToSayInAnEmptyFolder() {
        Settings settings = load(Map.of(), Map.of());

        assertThat(settings.findings()).isEmpty();
        assertThat(settings.home()).isEqualTo(home);
        assertThat(settings.number("cama.runs.parallel")).isEqualTo(8);
        assertThat(settings.duration("cama.wait.max")).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.bytes("cama.http.max-reply")).isEqualTo(4L << 20);
        assertThat(settings.list("cama.jobs.dirs")).containsExactly("samples", "jobs");
        assertThat(settings.text("cama.items")).isEqualTo("direct");
        assertThat(settings.origin("cama.items")).hasToString("packaged default");
    }

    @Test
    void letsTheStrongerSourceWin() throws IOException {
        Path own = write("config/cama.properties", "cama.runs.parallel=3\ncama.items=a\n");
        Path first = write("first.properties", "cama.runs.parallel=4\ncama.http.connections=10\n");
        Path second = write("second.properties", "\ncama.runs.parallel=5\n");

        assertThat(load(Map.of(), Map.of()).number("cama.runs.parallel")).isEqualTo(3);
        assertThat(load(Map.of(), Map.of(), own).number("cama.runs.parallel")).isEqualTo(3);
        assertThat(load(Map.of(), Map.of(), first).number("cama.runs.parallel")).isEqualTo(4);
        assertThat(load(Map.of(), Map.of(), second, first).number("cama.runs.parallel"))
                .isEqualTo(4);
        Settings files = load(Map.of(), Map.of(), first, second);
        assertThat(files.number("cama.runs.parallel")).isEqualTo(5);
        assertThat(files.number("cama.http.connections")).isEqualTo(10);
        assertThat(files.text("cama.items")).isEqualTo("a");
        assertThat(files.origin("cama.runs.parallel")).isEqualTo(new Origin(Origin.Kind.FILE, "second.properties", 2));
        assertThat(files.origin("cama.items")).hasToString("config/cama.properties:2");

        Map<String, String> environment = Map.of("CAMA_RUNS_PARALLEL", " 6 ");
        Settings withEnvironment = load(environment, Map.of(), first, second);
        assertThat(withEnvironment.number("cama.runs.parallel")).isEqualTo(6);
        assertThat(withEnvironment.origin("cama.runs.parallel")).hasToString("environment variable CAMA_RUNS_PARALLEL");

        Settings withSet = load(environment, Map.of("cama.runs.parallel", "7"), first);
        assertThat(withSet.number("cama.runs.parallel")).isEqualTo(7);
        assertThat(withSet.origin("cama.runs.parallel")).hasToString("--set");
    }

    @Test
    void readsKebabKeysAndProvidersFromTheEnvironment() {
        Settings settings = load(
                Map.of(
                        "CAMA_RETRY_MAX_DELAY", "9s",
                        "CAMA_PROVIDER_OPENROUTER_HEADERS_X_TITLE", "Mine",
                        "CAMA_PROVIDER_MY_SERVER_URL", "http://localhost:9/v1",
                        "CAMA_PROVIDER_MY_SERVER_HEADERS_X_TEAM", "blue",
                        "CAMA_WAIT_MAX", " "),
                Map.of());

        assertThat(settings.findings()).isEmpty();
        assertThat(settings.duration("cama.retry.max-delay")).isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.text("cama.provider.openrouter.headers.X-Title")).isEqualTo("Mine");
        assertThat(settings.text("cama.provider.my-server.url")).isEqualTo("http://localhost:9/v1");
        assertThat(settings.text("cama.provider.my-server.headers.X-Team")).isEqualTo("blue");
        assertThat(settings.text("cama.wait.max")).isEqualTo("60s");
    }

    @Test
    void warnsOfAVariableThatStandsForNoKeyUnlessAKeyRefersToIt() {
        Settings settings = load(
                Map.of("CAMA_RUN_PARALLEL", "3", "CAMA_HOME", "/x", "CAMA_MY_SECRET", "0123456789", "CAMA_ZZZ", "1"),
                Map.of("cama.provider.openai.key", "{{env:CAMA_MY_SECRET}}"));

        assertThat(settings.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "CAMA_RUN_PARALLEL: warning: the environment variable stands for no key\n"
                                + "  Do: did you mean CAMA_RUNS_PARALLEL?",
                        "CAMA_ZZZ: warning: the environment variable stands for no key\n"
                                + "  Do: see config/cama.properties");
    }

    @Test
    void namesTheNearestKeyForAnUnknownOne() throws IOException {
        Path file = write("my.properties", "# mine\ncama.run.parallel = 3\n");

        assertThat(load(Map.of(), Map.of(), file).findings())
                .singleElement()
                .hasToString("my.properties:2: error: cama.run.parallel: there is no such key\n"
                        + "  Do: did you mean cama.runs.parallel?");
    }

    @Test
    void passesTheUsersOwnKeysOnAndWarnsOnlyOfAMisspeltPrefix() {
        Settings settings = load(Map.of(), Map.of("my.database.url", "jdbc:x", "cma.items", "direct"));

        assertThat(settings.all()).containsEntry("my.database.url", "jdbc:x");
        assertThat(settings.findings())
                .singleElement()
                .hasToString("--set: warning: cma.items: the key does not begin with cama.\n"
                        + "  Do: did you mean cama.items?");
    }

    @ParameterizedTest
    @CsvSource({
        "cama.retry.max-delay, 60, is no duration",
        "cama.retry.max-delay, 2h, is outside 1ms to 1h",
        "cama.http.max-reply, 4, is no size",
        "cama.runs.parallel, two, is no whole number",
        "cama.runs.parallel, 65, is outside 1 to 64",
        "cama.runs.parallel, '', is no whole number",
        "cama.provider.openai.url, api.openai.com, is no URL"
    })
    void collectsABrokenValueAndFailsOnlyWhoAsksForIt(String key, String value, String problem) {
        Settings settings = load(Map.of(), Map.of(key, value));

        assertThat(settings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.message()).startsWith(key + ": ").contains(problem);
            assertThatThrownBy(() -> settings.text(key))
                    .isInstanceOfSatisfying(ConfigException.class, failed -> assertThat(failed.finding())
                            .isEqualTo(finding))
                    .hasMessage(finding.toString());
        });
        assertThat(settings.text("cama.items")).isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "12, 11", "-5, 1", "99999999999, 11"})
    void clampsRetryAttemptsWithAWarning(String value, int used) {
        Settings settings = load(Map.of(), Map.of("cama.retry.attempts", value));

        assertThat(settings.number("cama.retry.attempts")).isEqualTo(used);
        assertThat(settings.all()).containsEntry("cama.retry.attempts", String.valueOf(used));
        assertThat(settings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.hint()).isEqualTo(used + " is used; write that");
        });
    }

    @Test
    void failsWhoAsksForAKeyThatIsNotThereOrOfAnotherKind() {
        Settings settings = load(Map.of(), Map.of());

        assertThatThrownBy(() -> settings.text("cama.item"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("did you mean cama.items?");
        assertThatThrownBy(() -> settings.duration("cama.items")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> settings.bytes("cama.items")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> settings.number("cama.items"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("\"direct\" is no whole number");
    }

    @Test
    void reportsFilesThatAreMissingOrNotUtf8() throws IOException {
        Path latin = Files.write(home.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xe9});

        assertThat(load(Map.of(), Map.of(), latin, home.resolve("none.properties"))
                        .findings())
                .extracting(finding -> finding.file() + " " + finding.message())
                .containsExactly("latin.properties the file is not UTF-8", "none.properties there is no such file");
    }

    @Test
    void reportsAProviderWithoutAUrl() {
        assertThat(load(Map.of(), Map.of("cama.provider.mine.rpm", "5")).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.hint()).isEqualTo("set cama.provider.mine.url"));
    }

    private Settings load(Map<String, String> environment, Map<String, String> sets, Path... files) {
        return Settings.load(home, List.of(files), environment, sets);
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
