package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.flow.intake.Submission;
import io.cama.ledger.Replies.Attempt;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.model.DeadLetter;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * One context and one ledger for all tests of a class. Each test has a model of its own, and with it a breaker and
 * requests of its own, unless it lets the prompts say who is asked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedFlow extends FlowTestSupport {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger names = new AtomicInteger();
    private String model;
    private Terms terms;

    @BeforeEach
    void beginAfresh() {
        model = "scripted/model-" + names.incrementAndGet();
        terms = Terms.USUAL;
        endpoint.script(call -> ScriptedEndpoint.Answer.says("{\"said\":\"about " + call.asked() + "\"}"));
    }

    @Override
    void closeAll() {}

    @AfterAll
    void closeShared() throws IOException {
        super.closeAll();
    }

    @Override
    String model() {
        return model;
    }

    @Override
    Terms terms() {
        return terms;
    }

    /** From now on the prompts' own models, canaries and fallbacks count. */
    void asThePromptsSay() {
        model = null;
    }

    /** What is said about the runs to come. */
    void on(Terms said) {
        terms = said;
    }

    /** The name of the breaker of this test's model. */
    String breaker() {
        return model.replace('/', '_');
    }

    /** A name no other test of the class has used. */
    String fresh(String name) {
        return name + "-" + names.incrementAndGet();
    }

    /** One row through the job {@code plain}. */
    Run ask(String word) throws IOException {
        return process("plain", fresh("words") + ".csv", "word", word);
    }

    /** The same file to the same job once more, as a person gives it. */
    Run again(Run run) throws IOException {
        Path file = home.resolve(run.input());
        return settled(submit(run.job(), file, run.limit()));
    }

    /** Gives a job a file, with a model and terms that are said here. */
    Run submitAs(String asked, Terms said, String job, String name, String... lines) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, String.join("\n", lines) + "\n");
        Path copy = flow.home().copy(file, job);
        Path outbox = home.resolve("outbox").resolve(job);
        return template.requestBody(
                "direct:run-accept", new Submission(copy, name, job, outbox, 0, asked, said, false), Run.class);
    }

    List<DeadLetter> dead(Run run) {
        List<DeadLetter> letters = new ArrayList<>();
        Iterator<DeadLetter> found = ledger.deadLetters(run.id());
        found.forEachRemaining(letters::add);
        return letters;
    }

    List<Attempt> attempts(Run run, long position) {
        return ledger.attempts(
                run.id(), position, "say", ledger.run(run.id()).orElseThrow().pass());
    }

    List<CallLook> replies(Run run, long position) {
        return ledger.calls(run.id(), position);
    }

    /** The one dead letter of a run that is done. */
    DeadLetter onlyDead(Run run) {
        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).hasSize(1);
        return dead(run).get(0);
    }

    /** What the first result of the job {@code plain} says. */
    String said(Run run) throws IOException {
        assertThat(dead(run)).isEmpty();
        Path results = Path.of(run.outbox()).resolve(run.input().replace(".csv", ".json"));
        return json(Files.readString(results)).path(0).at("/say/said").textValue();
    }

    static void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
    }

    /** Waits for a latch as long as a test may take. */
    static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened the latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A completion whose one choice is this. */
    static ScriptedEndpoint.Answer choice(String choice) {
        return body("{\"model\":\"scripted-1\",\"choices\":[" + choice
                + "],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}");
    }

    static ScriptedEndpoint.Answer body(String body) {
        return new ScriptedEndpoint.Answer(200, body, Map.of());
    }

    static ScriptedEndpoint.Answer fails(int status, String message) {
        return ScriptedEndpoint.Answer.fails(status, message);
    }

    /** An error with headers. */
    static ScriptedEndpoint.Answer fails(int status, String message, Map<String, String> headers) {
        return new ScriptedEndpoint.Answer(status, "{\"error\":{\"message\":\"" + message + "\"}}", headers);
    }
}
