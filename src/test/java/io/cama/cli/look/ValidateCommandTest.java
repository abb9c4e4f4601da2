package io.cama.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    private Path home;

    private Path folder = Path.of("");

    @BeforeEach
    void aSoundJob() throws IOException {
        folder = GreetingJob.in(home);
    }

    @Test
    void aSoundJobPasses() {
        Answer answer = Answer.of(home, "validate", "greet");

        assertThat(answer.exit()).as(answer.out()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).isEqualTo("1 job, 0 errors, 0 warnings\n");
    }

    @Test
    void anErrorHasItsFileAndLineAndASuggestion() throws IOException {
        Files.move(folder.resolve("hello.prompt"), folder.resolve("helo.prompt"));

        Answer answer = Answer.of(home, "validate", "greet");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.out())
                .isEqualTo("jobs/greet/greet.camel.yaml:13: error: there is no prompt \"hello\"\n"
                        + "  Do: did you mean helo?\n");
    }

    @Test
    void aWarningIsNoError() throws IOException {
        Path route = folder.resolve("greet.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("    id: greet\n", ""));

        Answer answer = Answer.of(home, "validate", "greet");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).contains("warning: the route has no id");
    }

    @Test
    void findingsAreAlsoJson() throws IOException {
        Files.delete(folder.resolve("hello.prompt"));

        Answer answer = Answer.of(home, "validate", "greet", "--json");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.out())
                .startsWith("[ {")
                .contains("\"severity\" : \"error\"", "\"line\" : 13", "\"hint\" : \"add hello.prompt");
    }

    @Test
    void withoutNamesAllJobsAndSettingsAreLookedAt() throws IOException {
        Files.writeString(folder.resolve("broken.camel.yaml"), "- route: [\n");
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/cama.properties"), "cama.runs.paralel = 3\n");

        Answer answer = Answer.of(home, "validate");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.out()).contains("broken.camel.yaml", "cama.properties:1", "cama.runs.paralel");
    }

    @Test
    void anUnknownJobIsAnError() {
        assertThat(Answer.of(home, "validate", "gret").err()).contains("did you mean greet?");
    }

    @Test
    void anIdInTwoJobsIsAnErrorInBoth() throws IOException {
        Path other = Files.createDirectories(home.resolve("jobs/hail"));
        Files.copy(folder.resolve("hello.prompt"), other.resolve("hello.prompt"));
        Files.writeString(
                other.resolve("hail.camel.yaml"),
                Files.readString(folder.resolve("greet.camel.yaml")).replace("greet", "hail"));

        assertThat(Answer.of(home, "validate", "hail").exit()).isZero();
        assertThat(Answer.of(home, "validate").out())
                .contains(
                        "jobs/greet/greet.camel.yaml:10: error: the step id \"hello\" is taken by"
                                + " jobs/hail/hail.camel.yaml:10\n",
                        "jobs/hail/hail.camel.yaml:10: error: the step id \"hello\" is taken by"
                                + " jobs/greet/greet.camel.yaml:10\n");
        assertThat(Answer.of(home, "run", "--once"))
                .satisfies(answer -> assertThat(answer.exit()).isEqualTo(78))
                .satisfies(answer -> assertThat(answer.err()).contains("\"hello\" is taken by"));
    }

    @Test
    void aJobWhoseYamlIsBrokenSaysSo() throws IOException {
        Files.writeString(folder.resolve("greet.camel.yaml"), "- route: [\n");

        assertThat(Answer.of(home, "validate", "greet").err())
                .contains("greet.camel.yaml:2", "this is no YAML")
                .doesNotContain("is not known");
    }

    @Test
    void aPromptWithoutModelIsAWarning() throws IOException {
        Path prompt = folder.resolve("hello.prompt");
        Files.writeString(prompt, Files.readString(prompt).replace("model: openai/gpt-4.1-mini\n", ""));

        Answer answer = Answer.of(home, "validate", "greet");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).startsWith("jobs/greet/hello.prompt:1: warning: the prompt names no model");
    }

    @Test
    void findsWhatIsWrongWithModelsThatStandIn() throws IOException {
        Path prompt = GreetingJob.in(home).resolve("hello.prompt");
        String sound = Files.readString(prompt);
        Files.writeString(
                prompt,
                sound.replace(
                        "input:",
                        "cama.fallbacks: [opnai/gpt, noslash]\ncama.canary: { share: 5, prompt: helo, model: nobody/x }\ninput:"));
        Answer names = Answer.of(home, "validate", "greet");
        Files.writeString(prompt, sound.replace("input:", "cama.fallbacks: openai/gpt\ninput:"));
        Answer form = Answer.of(home, "validate", "greet");

        assertThat(names.exit()).isEqualTo(78);
        assertThat(names.out())
                .contains("cama.fallbacks", "\"opnai\" is not known", "did you mean openai?", "model \"noslash\"")
                .contains("cama.canary", "\"nobody\" is not known", "names the prompt \"helo\"");
        assertThat(form.exit()).isEqualTo(78);
        assertThat(form.out()).contains("should be a list of provider/model names");
    }

    @Test
    void findsSettingsThatMeanNothing() throws IOException {
        GreetingJob.in(home);
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/prices.json"), "{");
        Answer answer = Answer.with(
                home,
                Map.of("OPENROUTER_API_KEY", "short"),
                "validate",
                "greet",
                "--set",
                "cama.failover.on=breaker,weather",
                "--set",
                "cama.breaker.preset=bold",
                "--set",
                "cama.budget.day=lots",
                "--set",
                "cama.provider.openai.rpm=-1",
                "--set",
                "cama.provider.openai.tpm=0.5",
                "--set",
                "cama.retry.attempts=40");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.out())
                .contains("\"weather\" is none of breaker, endpoint and refusal")
                .contains("there is no preset \"bold\"", "\"lots\" is no amount", "\"-1\" is outside")
                .contains("\"0.5\" is no whole number", "warning: cama.retry.attempts: \"40\" is outside")
                .contains("shorter than 10 characters", "prices.json");
        assertThat(Answer.of(home, "validate", "greet", "--set", "cama.jobs.dirs=jobs")
                        .out())
                .doesNotContain("OPENAI_API_KEY");
    }

    private Answer withStep(String step) throws IOException {
        Path route = folder.resolve("greet.camel.yaml");
        Files.writeString(route, Files.readString(route) + step);
        return Answer.of(home, "validate", "greet");
    }

    @Test
    void whateverWouldStopTheStartIsAnErrorOfItsJobAndStep() throws IOException {
        Path route = folder.resolve("greet.camel.yaml");
        String sound = Files.readString(route);
        Map<String, String> steps = Map.of(
                "to: { id: last, uri: 'kamelet:lllm' }", "there is no kamelet \"lllm\"",
                "to: { id: last, uri: 'nosuch:thing' }", "nosuch://thing",
                "bean: { id: last, ref: nosuchbean }", "nosuchbean",
                "to: { id: last, uri: 'log:{{no.such.key}}' }", "no.such.key",
                "setBody: { id: last, simple: '${body[term}' }", "${body[term}");
        for (Map.Entry<String, String> step : steps.entrySet()) {
            Answer answer = withStep("        - " + step.getKey() + "\n");

            assertThat(answer.exit()).as(step.getKey()).isEqualTo(78);
            assertThat(answer.out())
                    .startsWith("jobs/greet/greet.camel.yaml:14: error: Camel cannot start the job greet:"
                            + " route greet, step last: ")
                    .contains(step.getValue())
                    .contains("Do: mend it");
            Files.writeString(route, sound);
        }
    }

    @Test
    void looksAtRoutesWithoutStartingThem() throws IOException {
        Path in = Files.createDirectories(home.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "a");

        Answer answer = withStep("""
                - route:
                    id: greet-files
                    from:
                      uri: file:%s?initialDelay=0&delay=1
                      steps:
                        - to: { id: greet-copy, uri: "file:%s" }
                """.formatted(in, home.resolve("out")));

        assertThat(answer.exit()).as(answer.out() + answer.err()).isZero();
        assertThat(in.resolve("a.txt")).exists();
        assertThat(home.resolve("out")).doesNotExist();
        assertThat(home.resolve("work")).doesNotExist();
    }

    @Test
    void aStartThatIsRefusedNamesTheJobAndItsFile() throws IOException {
        withStep("        - to: { id: last, uri: 'nosuch:thing' }\n");

        Answer answer = Answer.of(home, "run", "--once");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.err())
                .contains("jobs/greet/greet.camel.yaml:14: Camel cannot start the job greet:", "step last", "nosuch")
                .contains("validate greet");
    }

    @Test
    void aRouteThatAsksABeanOfTheProgramPasses() throws IOException {
        Answer answer = withStep("""
                        - filter:
                            id: last
                            method: { ref: item, method: open }
                            steps:
                              - bean: { id: inner, ref: item, method: open }
                """.indent(0));

        assertThat(answer.exit()).as(answer.out()).isZero();
    }
}
