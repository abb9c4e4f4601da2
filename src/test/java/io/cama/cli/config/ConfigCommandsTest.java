package io.cama.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.house.PlantedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandsTest {
    @TempDir
    private Path home;

    @Test
    void eachValueIsShownWithWhereItWasSet() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/cama.properties"), "# mine\ncama.runs.parallel = 3\n");

        Answer shown = Answer.with(
                home,
                Map.of("CAMA_RUNS_POLL", "1s"),
                "config",
                "show",
                "--origin",
                "cama.runs.",
                "cama.items",
                "--set",
                "cama.runs.slice=20s");

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out().lines())
                .containsExactly(
                        "cama.runs.parallel = 3    # config/cama.properties:2",
                        "cama.runs.poll = 1s    # environment variable CAMA_RUNS_POLL",
                        "cama.runs.slice = 20s    # --set",
                        "cama.items = direct    # packaged default");
        assertThat(Answer.of(home, "config", "show", "--json", "cama.items").out())
                .contains("\"key\" : \"cama.items\"", "\"origin\" : \"packaged default\"");
        assertThat(Answer.of(home, "config", "show", "cama.item").exit()).isEqualTo(3);
    }

    @Test
    void secretsAreMaskedAndWhereTheyAreLookedForIsShown() {
        Answer shown = Answer.with(
                home,
                PlantedKey.environment(),
                "config",
                "show",
                "--set",
                "cama.provider.mine.url=http://localhost:1",
                "--set",
                "cama.provider.mine.key=" + PlantedKey.KEY,
                "--set",
                "cama.provider.mine.headers.Authorization=" + PlantedKey.KEY,
                "--set",
                "my.database.password=" + PlantedKey.KEY);

        assertThat(shown.out())
                .as(shown.err())
                .contains(
                        "cama.provider.openai.key = {{env:OPENAI_API_KEY}}",
                        "cama.provider.mine.headers.Authorization = (wrong)",
                        "my.database.password = ****",
                        "cama.provider.openai.max-output-tokens = 4096");
        assertThat(shown.out() + shown.err()).doesNotContain(PlantedKey.KEY);
    }

    @Test
    void theScriptForBashCompletesCommandsAndOptions() throws Exception {
        Path bash = Path.of("/bin/bash");
        Assumptions.assumeTrue(Files.isExecutable(bash), "no bash here");
        Answer script = Answer.of(home, "completion", "bash");
        Path file = Files.writeString(home.resolve("cama.bash"), script.out());

        Process shell = new ProcessBuilder(
                        bash.toString(),
                        "-c",
                        "compopt() { :; }; source " + file
                                + "; COMP_WORDS=(cama main); COMP_CWORD=1; _complete_cama; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said.strip()).isEqualTo("maintenance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fish", ""})
    void aShellThereIsNoScriptForIsRefused(String shell) {
        assertThat(Answer.of(home, "completion", shell).exit()).isEqualTo(2);
        assertThat(Answer.of(home, "completion", "zsh").out()).contains("bashcompinit");
    }
}
