package io.cama.ops.override;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cama.cli.Answer;
import io.cama.config.ConfigException;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.model.Finding;
import io.cama.model.Run;
import io.cama.model.Terms;
import io.cama.ops.Application;
import io.cama.ops.Order;
import io.cama.ops.Purpose;
import io.cama.ops.check.route.Overrides;
import io.cama.ops.embed.Program;
import io.cama.routes.ScriptedEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverrideTest {
    private static final Path PROGRAM = Path.of("").toAbsolutePath();

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(# overrides/[\\s\\S]*?)```");

    @TempDir
    private Path home;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(home.resolve("overrides"));
    }

    private Settings settings(Map<String, String> sets) {
        return Settings.load(home, List.of(), Map.of(), sets);
    }

    private List<Finding> findings(String text) throws IOException {
        Files.writeString(home.resolve("overrides/mine.camel.yaml"), text);
        return Overrides.read(settings(Map.of()), PROGRAM, Program.BEANS).findings();
    }

    /** The guide's: the program's own route that publishes, with more steps at its end. */
    private static String publishing() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(PROGRAM.resolve("src/docs/guide.md")));
        assertThat(example.find()).as("the guide's example").isTrue();
        return example.group(1);
    }

    @Test
    void aRouteOfTheUsersOwnTakesThePlaceOfTheProgramsWithItsId() throws Exception {
        assertThat(findings(publishing())).isEmpty();
        try (ScriptedEndpoint endpoint =
                new ScriptedEndpoint(call -> ScriptedEndpoint.Answer.says("{\"said\":\"so\"}"))) {
            Settings settings = settings(Map.of(
                    "cama.jobs.dirs",
                    PROGRAM.resolve("src/test/resources/jobs").toString(),
                    "cama.provider.scripted.url",
                    endpoint.url(),
                    "cama.runs.poll",
                    "20ms",
                    "shop.hook",
                    "file:" + home + "/told?fileName=done.txt"));
            Path words = Files.writeString(home.resolve("words.csv"), "word\npear\n");
            try (Application cama = new Application(
                    settings,
                    new JobFolders(settings, List.of()),
                    new Purpose(PROGRAM, Set.of("plain"), Purpose.Mode.BATCH, 0))) {
                Run run = cama.submit(new Order(words, "plain", home.resolve("out"), 0, null, Terms.USUAL));
                Path told = home.resolve("told/done.txt");
                await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(told));
                assertThat(told).hasContent(run.id());
                assertThat(home.resolve("out/words.json")).exists();
            }
        }
    }

    @Test
    void anIdThatIsNotTheProgramsIsAnError() throws IOException {
        assertThat(findings("- route:\n    id: output-publsh\n    from:\n      uri: direct:x\n      steps: []\n"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.toString())
                            .startsWith("overrides/mine.camel.yaml:2: error: the program has no route");
                    assertThat(finding.hint()).contains("output-publish");
                });
    }

    @Test
    void aBeanOrAPlaceholderThatIsNotThereIsAnError() throws IOException {
        String text = publishing()
                .replace("ref: publish", "ref: publsh")
                .replace("uri: direct:output-publish", "uri: \"direct:{{cama.outputs}}\"");

        assertThat(findings(text))
                .extracting(Finding::message)
                .contains("the program has no bean \"publsh\"", "{{cama.outputs}} stands for nothing");
    }

    @Test
    void theProgramsOwnFilesWouldAllPass() throws IOException {
        try (var files = Files.list(PROGRAM.resolve("routes"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                if (!file.endsWith("00-errors.camel.yaml")) {
                    assertThat(findings(Files.readString(file)))
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void validateFindsItAndTheStartRefusesIt() throws Exception {
        findings("- from:\n    uri: timer:x\n    steps: []\n");

        Answer answer = Answer.of(home, "validate");
        assertThat(answer.out()).contains("overrides/mine.camel.yaml:1: error: only routes and route templates");
        Settings settings = settings(Map.of());
        assertThatThrownBy(() -> new Application(
                        settings,
                        new JobFolders(settings, List.of()),
                        new Purpose(PROGRAM, Set.of("none"), Purpose.Mode.BATCH, 0)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("overrides/mine.camel.yaml");
    }
}
