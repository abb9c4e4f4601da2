package io.cama.ops.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.ops.Application;
import io.cama.ops.Purpose;
import io.cama.routes.ScriptedEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schedule of the guide, at another time of the day: every second. */
class ScheduleTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("```yaml\\n(# jobs/[^\\n]*morning\\.camel\\.yaml\\n[\\s\\S]*?)```");

    @TempDir
    private Path home;

    @Test
    void aFileIsGivenToAJobWhenItsTimeHasComeAndAnewWhenItHasChanged() throws Exception {
        Path folder = Files.createDirectories(home.resolve("jobs/plain"));
        for (String name : List.of("plain.camel.yaml", "say.prompt")) {
            Files.copy(Path.of("src/test/resources/jobs/plain", name), folder.resolve(name));
        }
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("src/docs/guide.md")));
        assertThat(example.find()).as("the guide's example").isTrue();
        Files.writeString(
                folder.resolve("morning.camel.yaml"),
                example.group(1).replace("korean-flashcards", "plain").replace("0 0 6 * * ?", "* * * * * ?"));
        Path words = Files.createDirectories(home.resolve("daily")).resolve("words.csv");
        Files.writeString(words, "word\npear\n");
        try (ScriptedEndpoint endpoint =
                new ScriptedEndpoint(call -> ScriptedEndpoint.Answer.says("{\"said\":\"so\"}"))) {
            Settings settings = Settings.load(
                    home,
                    List.of(),
                    Map.of(),
                    Map.of(
                            "cama.jobs.dirs", "jobs",
                            "cama.provider.scripted.url", endpoint.url(),
                            "cama.inbox.min-age", "0ms",
                            "cama.inbox.poll", "100ms",
                            "cama.runs.poll", "20ms"));
            try (Application cama = new Application(
                    settings,
                    new JobFolders(settings, List.of()),
                    new Purpose(Path.of("").toAbsolutePath(), Set.of(), Purpose.Mode.WATCH, 0))) {
                Path output = home.resolve("outbox/plain/words.json");
                await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(output));
                Files.writeString(words, "word\npear\nplum\n");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> Files.readString(output).contains("plum"));

                assertThat(words).as("the file stays where it is").exists();
                assertThat(endpoint.calls())
                        .as("what was answered is not bought again")
                        .hasSize(2);
                assertThat(cama.ledger().runs(100)).hasSize(2);
            }
        }
    }
}
