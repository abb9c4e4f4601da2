package io.cama.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cama.cli.GreetingJob;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.model.Finding;
import io.cama.ops.check.route.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCheckTest {
    @TempDir
    private Path home;

    private Path folder = Path.of("");

    @BeforeEach
    void aSoundJob() throws IOException {
        folder = GreetingJob.in(home);
    }

    private JobCheck check(Map<String, String> environment) throws IOException {
        Settings settings = Settings.load(home, List.of(), environment, Map.of());
        JobFolders folders = new JobFolders(settings, List.of());
        return new JobCheck(new Workplace(home, settings, folders), folders.require("greet"), folder);
    }

    private void steps(String steps) throws IOException {
        Files.writeString(
                folder.resolve("greet.camel.yaml"),
                "- route:\n    from:\n      uri: kamelet:job?name=greet\n      steps:\n" + steps.indent(8));
    }

    @Test
    void aSoundJobHasNoFindings() throws IOException {
        assertThat(check(Map.of()).findings()).isEmpty();
    }

    @Test
    void promptsAreFoundHoweverTheStepIsWritten() throws IOException {
        Files.copy(folder.resolve("hello.prompt"), folder.resolve("other.prompt"));
        steps("""
                - to: "kamelet:llm?prompt=hello"
                - choice:
                    when:
                      - simple: "${body} != null"
                        steps:
                          - toD: "kamelet:llm/x?prompt=other"
                """);
        assertThat(check(Map.of()).models(null)).containsExactly("openai/gpt-4.1-mini");

        Files.delete(folder.resolve("other.prompt"));

        assertThat(check(Map.of()).findings())
                .extracting(Finding::message)
                .containsExactly("the route has no id", "there is no prompt \"other\"");
    }

    @Test
    void aStepThatCamelDoesNotKnowIsAnErrorWithItsLine() throws IOException {
        steps("""
                - choise:
                    when:
                      - simple: "${body} != null"
                        steps:
                          - setBodi: { constant: x }
                - to:
                    uri: direct:x
                    parameters:
                      steps: [ a, b ]
                - stop
                - log: { id: a, message: x }
                  extra: 1
                """);

        assertThat(check(Map.of()).findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .extracting(Finding::line, Finding::message, Finding::hint)
                .containsExactly(
                        tuple(5, "Camel has no step \"choise\"", "did you mean choice?"),
                        tuple(9, "Camel has no step \"setBodi\"", "did you mean setBody?"),
                        tuple(14, "this is no step", "write its name and a colon, such as \"- stop: {}\""),
                        tuple(
                                15,
                                "one step has several names: log, extra",
                                "begin each step with \"- \", and indent what belongs to it by four more blanks"));
    }

    @Test
    void everyStepOfTheProgramsOwnRoutesAndSamplesIsKnown() throws IOException {
        for (String folder : List.of("routes", "samples/korean-flashcards", "samples/customer-reviews")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(name -> name.toString().endsWith(".camel.yaml"))
                        .toList()) {
                    assertThat(RouteFile.read(file, "x").findings())
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void aStepWithoutPromptIsAnErrorWithItsLine() throws IOException {
        steps("- to: { uri: \"kamelet:llm/x\" }\n");

        assertThat(check(Map.of()).findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(5))
                .satisfies(finding -> assertThat(finding.message()).contains("which prompt"));
    }

    @Test
    void aPromptNamedByAPlaceholderIsLeftAlone() throws IOException {
        steps("- to: \"kamelet:llm?prompt={{my.prompt}}\"\n");

        assertThat(check(Map.of()).findings()).extracting(Finding::message).containsExactly("the route has no id");
        assertThat(check(Map.of()).models(null)).isEmpty();
    }

    @Test
    void theFirstPromptOfAnEmptyFolderIsSuggested() throws IOException {
        Files.delete(folder.resolve("hello.prompt"));

        assertThat(check(Map.of()).findings()).singleElement().satisfies(finding -> assertThat(finding.hint())
                .isEqualTo("add hello.prompt to jobs/greet"));
    }

    @Test
    void inputAndOutputFilesAreLookedAtToo() throws IOException {
        Files.writeString(folder.resolve("input.yaml"), "hedder: false\n");
        Files.writeString(folder.resolve("outputs.yaml"), "xml: {}\n");

        assertThat(check(Map.of()).findings())
                .extracting(finding -> Path.of(finding.file()).getFileName().toString())
                .containsExactly("input.yaml", "outputs.yaml");
    }

    @Test
    void theModelAskedForStandsInForThoseOfThePrompts() throws IOException {
        assertThat(check(Map.of()).models("demo/any")).containsExactly("demo/any");
    }

    @Test
    void aKeyInTheEnvironmentIsEnough() throws IOException {
        check(Map.of("OPENAI_API_KEY", "sk-0123456789abcdef")).requireKeys(Set.of("openai/gpt-4.1-mini"));

        assertThatThrownBy(() -> check(Map.of()).requireKeys(Set.of("openai/gpt-4.1-mini")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exit()).isEqualTo(Exit.NO_KEY));
    }

    @Test
    void aRouteFileThatIsNoListIsAnError() throws IOException {
        JobCheck before = check(Map.of());
        Files.writeString(folder.resolve("more.camel.yaml"), "route: {}\n");

        assertThat(before.findings()).isEmpty();
        assertThat(check(Map.of()).findings())
                .extracting(Finding::message)
                .containsExactly("this is no list of routes");
    }

    @Test
    void aRouteFileThatIsNoYamlIsAnError() throws IOException {
        Files.writeString(folder.resolve("more.camel.yaml"), "- route: [\n");

        assertThat(check(Map.of()).findings()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .startsWith("jobs/greet/more.camel.yaml:2: error: this is no YAML"));
    }
}
