package io.cama.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobProblemsTest {
    private final Path home;

    JobProblemsTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void reportsTwoJobsOfOneNameBesideEachOther() throws IOException {
        write(home, "samples/a/a.camel.yaml", job("name: a"));
        write(home, "jobs/b/b.camel.yaml", "# mine\n" + job("name: a, concurrency: 9"));

        JobFolders folders = folders();

        assertThat(folders.findings())
                .singleElement()
                .hasToString("jobs/b/b.camel.yaml:4: error: the job \"a\" is already in samples/a/a.camel.yaml:3\n"
                        + "  Do: give one of them another name");
        assertThat(folders.require("a").concurrency()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    key: term                       | the job has no name
                    name: ''                        | the job has no name
                    name: '../x'                    | "../x" is no name for a job
                    name: a, concurrency: 0         | concurrency is "0"
                    name: a, concurrency: 1025      | concurrency is "1025"
                    name: a, concurrency: many      | concurrency is "many"
                    name: a, format: 2              | the job is written in format 2, and this Cama reads format 1
                    name: a, concurency: 4          | kamelet:job has no parameter "concurency"
                    name: a, key: '{{my.key}}'      | key: nothing is set for {{my.key}}
                    """)
    void reportsWhatIsWrongWithItsFileAndLine(String parameters, String message) throws IOException {
        write(home, "jobs/a/a.camel.yaml", "# A job\n\n" + job(parameters));

        JobFolders folders = folders();

        assertThat(folders.jobs()).isEmpty();
        assertThat(folders.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.file()).isEqualTo("jobs/a/a.camel.yaml");
            assertThat(finding.line()).isBetween(5, 6);
            assertThat(finding.message()).isEqualTo(message);
            assertThat(finding.hint()).isNotBlank();
        });
    }

    @Test
    void readsAJobThatNamesTheFirstFormatOrNone() throws IOException {
        write(home, "jobs/a/a.camel.yaml", job("name: a"));
        write(home, "jobs/b/b.camel.yaml", job("name: b, format: 1"));

        assertThat(folders().findings()).isEmpty();
        assertThat(folders().jobs()).hasSize(2);
    }

    @Test
    void reportsWhatCamelWouldRefuse() throws IOException {
        write(home, "jobs/a/a.camel.yaml", "- from: { uri: 'kamelet:job?name=a', parameters: { concurrency: 7 } }\n");
        write(home, "jobs/b/b.2.camel.yaml", job("name: b"));

        assertThat(folders().findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "jobs/a/a.camel.yaml:1: error: parameters stand both in the address and below it\n"
                                + "  Do: put all of them below it",
                        "jobs/b/b.2.camel.yaml: error: Camel reads no route file with a dot in its name\n"
                                + "  Do: call it NAME.camel.yaml");
        assertThat(folders().jobs()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheEndOfItemsAtFault() throws IOException {
        write(home, "jobs/a/a.camel.yaml", job("name: a, onError: ignore"));
        write(home, "jobs/b/b.camel.yaml", job("name: b, onError: fallback"));
        write(home, "jobs/c/c.camel.yaml", job("name: c, escalate: 'http://example.com/s3cret'"));
        write(home, "jobs/d/d.camel.yaml", job("name: d, onError: fallback, fallback: 'direct:x', escalate: none"));

        assertThat(folders().findings())
                .extracting(Finding::toString)
                .hasSize(3)
                .anyMatch(finding -> finding.contains("onError is \"ignore\"; write dead-letter, record, fallback"))
                .anyMatch(finding -> finding.contains("name a route of the job"))
                .anyMatch(finding -> finding.contains("over http") && !finding.contains("s3cret"));
        assertThat(folders().require("d").failing().fallback()).isEqualTo("direct:x");
    }

    @Test
    void suggestsTheParameterThatWasMeant() throws IOException {
        write(home, "jobs/a/a.camel.yaml", job("name: a, concurency: 4"));

        assertThatThrownBy(() -> folders().require("a"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("did you mean concurrency?");
    }

    @Test
    void reportsAFileThatIsNoYamlWithItsLine() throws IOException {
        write(home, "jobs/a/a.camel.yaml", "- route:\n    id: [a\n    from: x\n");
        write(home, "jobs/b/b.camel.yaml", "a: \u0007");
        Files.write(write(home, "jobs/c/c.camel.yaml", ""), new byte[] {'a', (byte) 0xff});

        assertThat(folders().findings())
                .extracting(finding -> finding.file() + ":" + finding.line())
                .containsExactly("jobs/a/a.camel.yaml:3", "jobs/b/b.camel.yaml:0", "jobs/c/c.camel.yaml:0");
    }

    @Test
    void listsTheJobsAndTheNearestForAnUnknownOne() throws IOException {
        assertThatThrownBy(() -> folders().require("korean"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is none");
        write(home, "jobs/a/a.camel.yaml", job("name: articles"));
        write(home, "jobs/b/b.camel.yaml", job("name: korean"));
        assertThatThrownBy(() -> folders().require("koraen"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there are articles, korean")
                .hasMessageContaining("did you mean korean?")
                .hasMessageContaining("folders in samples and jobs below " + home);
    }

    private JobFolders folders() {
        return new JobFolders(Settings.load(home, List.of(), Map.of(), Map.of()), List.of());
    }

    private static String job(String parameters) {
        return """
                - route:
                    from:
                      uri: kamelet:job
                      parameters: { %s }
                """.formatted(parameters);
    }

    private static Path write(Path root, String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
