package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.fails;
import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.ops.Application;
import io.cama.ops.Order;
import io.cama.ops.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An asking goes on in the next process where this one left it, and no count begins anew. */
class RestartTest {
    private final AtomicReference<Application> running = new AtomicReference<>();
    private final List<ScriptedEndpoint.Call> calls = new ArrayList<>();

    @TempDir
    private Path home;

    private ScriptedEndpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        endpoint = new ScriptedEndpoint(call -> says("{}"));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private Application start() throws Exception {
        Settings settings = Settings.load(
                home,
                List.of(),
                Map.of(),
                Map.of(
                        "cama.jobs.dirs",
                                Path.of("src/test/resources/jobs")
                                        .toAbsolutePath()
                                        .toString(),
                        "cama.provider.scripted.url", endpoint.url(),
                        "cama.provider.backup.url", endpoint.url(),
                        "cama.retry.initial-delay", "1ms",
                        "cama.retry.max-delay", "4ms",
                        "cama.retry.passes", "1",
                        "cama.runs.poll", "10ms",
                        "cama.demo.log", ""));
        Purpose purpose = new Purpose(Path.of("").toAbsolutePath(), Set.of("single", "standin"), Purpose.Mode.WATCH, 0);
        Application application = new Application(settings, new JobFolders(settings, List.of()), purpose);
        running.set(application);
        return application;
    }

    /** Stops the process within the call of that number, and lets another one end the run. */
    private Run interrupted(String job, int within, Function<Integer, ScriptedEndpoint.Answer> answer)
            throws Exception {
        endpoint.script(call -> {
            int number;
            synchronized (calls) {
                calls.add(call);
                number = calls.size();
            }
            if (number == within) {
                running.get().flow().stop();
            }
            return answer.apply(number);
        });
        Path file = Files.writeString(home.resolve("words.csv"), "word\napple\n");
        Run run;
        try (Application first = start()) {
            run = first.submit(new Order(file, job, home.resolve("outbox"), 0, null, Terms.USUAL));
            await().atMost(Duration.ofSeconds(30)).until(() -> calls.size() == within);
        }
        assertThat(calls).hasSize(within);
        try (Application second = start()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> second.ledger().run(run.id()).orElseThrow().state(),
                            state -> state == RunState.DONE || state == RunState.PAUSED);
            second.ledger().deadLetters(run.id()).forEachRemaining(letter -> reasons.add(letter.reason()));
            return second.ledger().run(run.id()).orElseThrow();
        }
    }

    private final List<Reason> reasons = new ArrayList<>();

    @Test
    void callsThatFailInPassingAreCountedOverTheRestart() throws Exception {
        Run run = interrupted("single", 2, number -> fails(500, "no"));

        assertThat(calls).hasSize(4);
        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(reasons).isEmpty();
    }

    @Test
    void noCallIsMadeWhenTheLastOneAllowedWasMadeBefore() throws Exception {
        Run run = interrupted("single", 4, number -> fails(500, "no"));

        assertThat(calls).hasSize(4);
        assertThat(run.state()).isEqualTo(RunState.PAUSED);
    }

    @Test
    void aChainOfRepairsGoesOnWhereItWas() throws Exception {
        Run run = interrupted("single", 2, number -> says("no json " + number));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(reasons).containsExactly(Reason.INVALID_JSON);
        assertThat(calls).hasSize(3);
        assertThat(calls.get(2).body().at("/messages/2/content").asText()).isEqualTo("no json 2");
    }

    @Test
    void repairsAndCallsThatFailInPassingAreCountedApartOverTheRestart() throws Exception {
        Run run = interrupted("single", 3, number -> number <= 3 ? fails(500, "no") : says("no json " + number));

        assertThat(reasons).containsExactly(Reason.INVALID_JSON);
        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(calls).hasSize(6);
    }

    @Test
    void theModelThatStandsInIsAskedOnWithoutTheFirstOne() throws Exception {
        Run run = interrupted("standin", 2, number -> switch (number) {
            case 1 -> new ScriptedEndpoint.Answer(200, "{\"choices\":[{\"message\":{\"refusal\":\"no\"}}]}", Map.of());
            case 2 -> fails(500, "no");
            default -> says("{\"said\":\"yes\"}");
        });

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(reasons).isEmpty();
        assertThat(calls).extracting(FailoverRouteTest::asked).containsExactly("primary", "second", "second");
    }

    @Test
    void aRefusalThatComesWhileTheProgramStopsIsStillStoodInFor() throws Exception {
        Run run = interrupted(
                "standin",
                1,
                number -> number == 1
                        ? new ScriptedEndpoint.Answer(
                                200, "{\"choices\":[{\"message\":{\"refusal\":\"no\"}}]}", Map.of())
                        : says("{\"said\":\"yes\"}"));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(reasons).isEmpty();
        assertThat(calls).extracting(call -> call.body().path("model").asText()).containsExactly("primary", "second");
    }
}
