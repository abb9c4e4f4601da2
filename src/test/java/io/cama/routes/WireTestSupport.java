package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Replies.Attempt;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.wire.Behaviour;
import io.cama.wire.Behaviours;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The product's own routes against raw sockets. One application serves all tests of a class; each test asks a model of
 * its own name, so that it has a client, a breaker and an attempt route of its own. A gate belongs to a provider: a test
 * that closes one for long asks a provider that no other test asks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WireTestSupport extends FlowTestSupport {
    private static final String SAID = "{\"said\":\"yes\"}";

    private Map<String, Stage> stages;
    private int cases;
    private String model;

    /** A completion that answers the jobs of these tests. */
    static final String ANSWER = ScriptedEndpoint.Answer.completion(SAID, "stop");

    /** 200 with {@link #ANSWER}. */
    static Behaviour answers() {
        return Behaviours.ok(ANSWER);
    }

    /** A refusal in the form of OpenAI. */
    static Behaviour fails(String status, String headers, String body) {
        return Behaviours.status(status, "Content-Type: application/json\r\n" + headers, body);
    }

    /** The providers, each with a stage of its own. */
    abstract List<String> providers();

    /** What a class sets beside what all of them need. */
    Map<String, String> more() {
        return Map.of();
    }

    /** The stage of a provider. */
    Stage stage(String provider) {
        if (stages == null) {
            stages = new TreeMap<>();
        }
        return stages.computeIfAbsent(provider, this::open);
    }

    Stage open(String provider) {
        return Stage.open();
    }

    @Override
    final Map<String, String> settings() {
        Map<String, String> sets =
                new HashMap<>(Map.of("cama.breaker.minimum-calls", "10000", "cama.retry.passes", "1"));
        for (String provider : providers()) {
            sets.put("cama.provider." + provider + ".url", stage(provider).url() + "/v1");
            sets.put("cama.provider." + provider + ".rpm", "0");
        }
        sets.putAll(more());
        return sets;
    }

    @Override
    String model() {
        return model;
    }

    @Override
    void closeAll() {
        assertThat(cases).isPositive();
    }

    @AfterAll
    void closeAtLast() throws IOException {
        super.closeAll();
        for (Stage stage : stages.values()) {
            stage.close();
        }
    }

    /** One item, asked of a model that nobody else asks. */
    Run ask(String provider, Behaviour... script) throws IOException {
        return askAll(provider, 1, script);
    }

    /** So many items one after the other, asked of a model that nobody else asks. */
    Run askAll(String provider, int items, Behaviour... script) throws IOException {
        return askAll("single", provider, items, script);
    }

    Run askAll(String job, String provider, int items, Behaviour... script) throws IOException {
        stage(provider).play(script);
        cases++;
        model = provider + "/case-" + cases;
        String[] lines = IntStream.rangeClosed(0, items)
                .mapToObj(i -> i == 0 ? "word" : "word-" + cases + "-" + i)
                .toArray(String[]::new);
        return process(job, "case-" + cases + ".csv", lines);
    }

    /** One item of a run that is not waited for. */
    Run submitOne(String provider, Behaviour... script) throws IOException {
        stage(provider).play(script);
        cases++;
        model = provider + "/case-" + cases;
        return submit("plain", "case-" + cases + ".csv", 0, "word", "word-" + cases);
    }

    /** What became of each call that was made for the first item, oldest first; null where it was good. */
    List<Reason> reasons(Run run) {
        return ledger.attempts(run.id(), 1, "say", 1).stream()
                .map(Attempt::reason)
                .toList();
    }

    DeadLetter letter(Run run) {
        List<DeadLetter> letters = new ArrayList<>();
        ledger.deadLetters(run.id()).forEachRemaining(letters::add);
        assertThat(letters).as(run.toString()).hasSize(1);
        return letters.get(0);
    }

    void assertAnswered(Run run) {
        assertThat(run.state()).as(run.toString()).isEqualTo(RunState.DONE);
        assertThat(ledger.counts(run.id()).ok())
                .isEqualTo(ledger.counts(run.id()).rows());
    }

    /** The run stands still for that reason and no item was buried. */
    void assertPaused(Run run, Reason reason) {
        assertThat(run.state()).as(run.toString()).isEqualTo(RunState.PAUSED);
        assertThat(Objects.toString(run.reason(), "")).startsWith(reason.name());
        assertThat(ledger.counts(run.id()).dead()).isZero();
        assertThat(ledger.counts(run.id()).pending()).isPositive();
    }
}
