package io.cama.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.GreetingJob;
import io.cama.cli.shell.Workplace;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCheckIdsAndModelsTest {
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

    private List<Finding> clashes() throws IOException {
        Settings settings = Settings.load(home, List.of(), Map.of(), Map.of());
        Workplace place = new Workplace(home, settings, new JobFolders(settings, List.of()));
        return JobCheck.clashes(place, List.of(check(Map.of())));
    }

    private void model(String line) throws IOException {
        Path prompt = folder.resolve("hello.prompt");
        Files.writeString(prompt, Files.readString(prompt).replace("model: openai/gpt-4.1-mini\n", line));
    }

    private void steps(String steps) throws IOException {
        Files.writeString(
                folder.resolve("greet.camel.yaml"),
                "- route:\n    from:\n      uri: kamelet:job?name=greet\n      steps:\n" + steps.indent(8));
    }

    @Test
    void anIdThatTwoRoutesShareIsAnError() throws IOException {
        Path route = folder.resolve("greet.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("kamelet:llm/greet-hello", "kamelet:llm/greet"));

        assertThat(clashes()).singleElement().satisfies(finding -> assertThat(finding.message())
                .isEqualTo("the route id \"greet\" is taken by jobs/greet/greet.camel.yaml:2"));
    }

    @Test
    void anIdThatARouteOfTheProgramHasIsAnError() throws IOException {
        Path route = folder.resolve("greet.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("id: hello", "id: ask-render"));

        assertThat(clashes()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .startsWith("jobs/greet/greet.camel.yaml:10: error: the step id \"ask-render\" is taken by"
                        + " cama/routes/40-ask.camel.yaml:"));
    }

    @Test
    void anIdTwiceInOneRouteIsAnErrorButNotInBranchesAndParameters() throws IOException {
        steps("""
                - choice:
                    id: one
                    when:
                      - id: one
                        simple: "${body} != null"
                        steps: [ { to: { id: two, uri: "direct:x", parameters: { id: one } } } ]
                - to: { id: one, uri: "direct:y" }
                """);

        assertThat(clashes()).extracting(Finding::line).containsExactly(11);
    }

    @Test
    void aModelThatCannotBeAskedIsAnErrorAtItsLine() throws IOException {
        model("model: gpt-4.1-mini\n");
        assertThat(check(Map.of()).modelFindings()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .startsWith("jobs/greet/hello.prompt:2: error: model \"gpt-4.1-mini\" is not a provider"));
    }

    @Test
    void aModelOfAnUnknownProviderIsAnErrorWithASuggestion() throws IOException {
        model("");
        assertThat(check(Map.of()).modelFindings())
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Finding.Severity.WARNING);

        aSoundJob();
        model("model: opnai/gpt-4.1-mini\n");
        assertThat(check(Map.of()).modelFindings()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("hello.prompt:2: error: provider \"opnai\" is not known", "did you mean openai?"));
    }
}
