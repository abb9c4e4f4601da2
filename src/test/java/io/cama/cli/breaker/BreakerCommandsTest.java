package io.cama.cli.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BreakerCommandsTest {
    @TempDir
    private Path home;

    private void state(String breakers) throws IOException {
        Files.createDirectories(home.resolve("work"));
        Files.writeString(
                home.resolve("work/state.json"),
                "{\"pid\": 42, \"at\": \"2026-01-01T00:00:00Z\", \"ended\": true, \"breakers\": [" + breakers
                        + "], \"gates\": []}");
    }

    private static final String OPEN = """
            {"name": "openai_gpt", "model": "openai/gpt", "state": "open", "since": "2026-01-01T00:00:00Z",
             "successes": 3, "failures": 7, "rejected": 5, "opened": 1, "lastFailure": "UPSTREAM_5XX: HTTP 500",
             "lastFailureAt": "2025-12-31T23:59:59Z", "isolation": null, "nextProbe": "2026-01-01T00:00:30Z"}""";

    @Test
    void withoutAnythingThereIsNothingToList() {
        Answer answer = Answer.of(home, "breaker");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("No breakers");
        assertThat(Answer.of(home, "breaker", "list", "--json").out())
                .contains("\"atWork\" : false", "\"breakers\" : [ ]");
    }

    @Test
    void listsTheLatestNumbersAndSaysSinceWhenTheyAre() throws IOException {
        state(OPEN);

        Answer answer = Answer.of(home, "breaker", "list");

        assertThat(answer.out())
                .startsWith("open       openai_gpt  openai/gpt  3 ok, 7 failed, 5 refused, opened 1 times\n")
                .contains("since 2026-01-01T00:00:00Z, next probe 2026-01-01T00:00:30Z", "UPSTREAM_5XX: HTTP 500");
        assertThat(answer.err()).contains("Numbers of 2026-01-01T00:00:00Z, of process 42, which has ended");
        assertThat(Answer.of(home, "breaker", "list", "--json").out())
                .contains("\"state\" : \"open\"", "\"failures\" : 7", "\"pid\" : 42");
    }

    @Test
    void anIsolationHoldsUntilItIsTakenBack() {
        Answer isolated = Answer.of(home, "breaker", "isolate", "openai/gpt-4.1", "--reason", "too dear");
        Answer listed = Answer.of(home, "breaker", "list");
        Answer json = Answer.of(home, "breaker", "list", "--json");
        Answer closed = Answer.of(home, "breaker", "close", "openai_gpt-4.1");

        assertThat(isolated.exit()).as(isolated.err()).isZero();
        assertThat(isolated.out()).isEqualTo("openai_gpt-4.1 is isolated: too dear\n");
        assertThat(isolated.err()).contains("from the next start", "breaker close openai_gpt-4.1");
        assertThat(listed.out()).startsWith("isolated   openai_gpt-4.1").contains(": too dear");
        assertThat(json.out()).contains("\"reason\" : \"too dear\"", "\"state\" : \"isolated\"");
        assertThat(closed.out()).isEqualTo("openai_gpt-4.1 is no longer isolated\n");
        assertThat(Answer.of(home, "breaker", "list").out()).isEmpty();
    }

    @Test
    void tellsAProcessAtWork() throws IOException {
        state(OPEN);
        try (LedgerHome busy = new LedgerHome(home)) {
            busy.running("one", 1);

            Answer isolated = Answer.of(home, "breaker", "isolate", "openai_gpt", "--reason", "off", "--json");
            Answer reset = Answer.of(home, "breaker", "reset", "openai/gpt", "--json");
            Answer closed = Answer.of(home, "breaker", "close", "openai/gpt");

            assertThat(isolated.out()).contains("\"isolated\" : true", "\"breaker\" : \"openai_gpt\"");
            assertThat(reset.out()).contains("\"wasIsolated\" : true");
            assertThat(closed.out()).isEqualTo("openai_gpt lets calls through again\n");
            assertThat(closed.err()).contains("obeys within 1s");
            assertThat(Answer.of(home, "breaker", "list").err()).endsWith("of process 42.\n");
        }
        assertThat(Files.readString(home.resolve("work/breakers.json"))).contains("\"number\" : 2", "\"CLOSE\"");
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        state(OPEN);

        Answer unknown = Answer.of(home, "breaker", "isolate", "nosuch", "--reason", "off");
        Answer provider = Answer.of(home, "breaker", "isolate", "opnai/gpt", "--reason", "off");
        Answer nothing = Answer.of(home, "breaker", "close", "openai/gpt");

        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.err()).contains("there are openai_gpt", "provider/model");
        assertThat(provider.exit()).isEqualTo(78);
        assertThat(provider.err()).contains("did you mean openai?");
        assertThat(nothing.exit()).isEqualTo(3);
        assertThat(nothing.err()).contains("is not isolated, and no process is at work");
        assertThat(Answer.of(home, "breaker", "isolate", "openai/gpt").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "breaker", "isolate", "openai/gpt", "--reason", " ")
                        .exit())
                .isEqualTo(2);
        assertThat(home.resolve("work/breakers.json")).doesNotExist();
    }

    @Test
    void anIsolatedModelIsNotCalledAndTheRunGoesOnWhenItIsTakenBack() throws IOException {
        Path prompt = GreetingJob.in(home).resolve("hello.prompt");
        Files.writeString(prompt, Files.readString(prompt).replace("openai/gpt-4.1-mini", "demo/any"));
        String people = home.resolve("people.csv").toString();
        Answer.of(home, "breaker", "isolate", "demo/any", "--reason", "we rehearse");

        Answer paused = Answer.of(
                home,
                "process",
                people,
                "--job",
                "greet",
                "--set",
                "cama.runs.poll=10ms",
                "--set",
                "cama.wait.max=0ms");
        Answer status = Answer.of(home, "status");
        Answer.of(home, "breaker", "close", "demo/any");
        Answer closed = Answer.of(home, "status");
        Answer resumed = Answer.of(home, "resume", "--all", "--set", "cama.runs.poll=10ms");

        assertThat(paused.exit()).as(paused.err()).isEqualTo(75);
        assertThat(paused.err()).contains("we rehearse");
        assertThat(status.out())
                .contains(
                        "PAUSED",
                        "goes on after cama -C " + home
                                + " breaker close demo/any, at the next start of cama run, or with ");
        assertThat(closed.out()).contains("goes on at the next start of cama run, or with ");
        assertThat(resumed.exit())
                .as(resumed.err() + Answer.of(home, "dlq", "list", "--json").out())
                .isZero();
        assertThat(resumed.out()).startsWith("people.csv: 2 rows = 2 ok (0 from the ledger)");
        assertThat(Answer.of(home, "breaker", "list").out()).startsWith("closed     demo_any  demo/any  2 ok");
    }
}
