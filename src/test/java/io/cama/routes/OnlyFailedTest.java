package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.ops.Application;
import io.cama.ops.Order;
import io.cama.ops.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what failed is asked for again, on the terms of the new order. */
class OnlyFailedTest {
    private static final String YES = "{\"said\":\"yes\"}";

    @TempDir
    private Path home;

    private ScriptedEndpoint endpoint;
    private Application application;

    @BeforeEach
    void open() throws Exception {
        endpoint = new ScriptedEndpoint(call -> call.asked().equals("pear")
                ? new ScriptedEndpoint.Answer(200, "{\"choices\":[{\"message\":{\"refusal\":\"no\"}}]}", Map.of())
                : says(YES));
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
                        "cama.runs.poll", "10ms"));
        application = new Application(
                settings,
                new JobFolders(settings, List.of()),
                new Purpose(Path.of("").toAbsolutePath(), Set.of("plain"), Purpose.Mode.BATCH, 0));
    }

    @AfterEach
    void close() {
        application.close();
        endpoint.close();
    }

    private Order order(Terms terms) throws Exception {
        Path file = home.resolve("words.csv");
        Files.writeString(file, "word\napple\npear\nplum\n");
        return new Order(file, "plain", home.resolve("outbox"), 0, null, terms);
    }

    private Run settled(Run run) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> application.ledger().run(run.id()).orElseThrow().state(),
                        state -> state == RunState.DONE || state == RunState.PAUSED);
        return application.ledger().run(run.id()).orElseThrow();
    }

    @Test
    void onlyTheDeadLettersAreAskedForAndWhereThereAreNoneNothingIs() throws Exception {
        assertThat(application.submitFailed(order(Terms.USUAL))).isEmpty();
        Run first = settled(application.submit(order(Terms.USUAL)));
        endpoint.script(call -> says(YES));

        Run again = settled(application.submitFailed(order(Terms.USUAL)).orElseThrow());

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).extracting(ScriptedEndpoint.Call::asked).containsExactly("pear");
        assertThat(application.submitFailed(order(Terms.USUAL))).isEqualTo(Optional.empty());
    }

    @Test
    void theCapOfTheNewOrderHolds() throws Exception {
        settled(application.submit(order(Terms.USUAL)));
        endpoint.script(call -> says(YES));

        Run again = settled(application
                .submitFailed(order(new Terms(Terms.Recall.ALL, 1, false)))
                .orElseThrow());

        assertThat(again.state()).isEqualTo(RunState.PAUSED);
        assertThat(again.reason()).startsWith("BUDGET_EXCEEDED");
        assertThat(endpoint.calls()).isEmpty();
    }
}
