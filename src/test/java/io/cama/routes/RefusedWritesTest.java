package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full for one write in the middle of a run: every row comes out, and none is buried. */
class RefusedWritesTest extends SharedFlow {
    private static final int ROWS = 1_200;
    private static final int ASKED = 7;

    private FaultyLedger faulty;

    @Override
    String jobs() {
        return "src/test/resources/jobs-local";
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.local.probe",
                "40ms",
                "cama.state.every",
                "100ms",
                "cama.retry.passes",
                "2",
                "cama.retry.attempts",
                "2",
                "cama.breaker.minimum-calls",
                "1000");
    }

    @Override
    Ledger ledger(Ledger real) {
        faulty = new FaultyLedger(real);
        return faulty.ledger();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("frail", new LocalFaultRouteTest.Frail());
        return context;
    }

    @AfterEach
    void allIsWellAgain() {
        faulty.heal();
        until(() -> flow.ground().isFirm());
        endpoint.calls().clear();
    }

    /**
     * A result is refused each time as well, one row ends in the dead letters, and one is answered in the second pass, so
     * that everything is written that a run writes.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "accept",
                "add",
                "ask",
                "bury",
                "done",
                "failed",
                "flush",
                "judge",
                "keep",
                "loaded",
                "nextPass",
                "okLater",
                "pause",
                "probe",
                "reopenDue",
                "takeAccepted"
            })
    void aWriteThatIsRefusedOnceLosesAndBuriesNoRow(String write) throws Exception {
        AtomicInteger late = new AtomicInteger();
        endpoint.script(call -> switch (call.asked().replaceFirst("-.*", "")) {
            case "bad" -> fails(400, "no");
            case "late" -> late.incrementAndGet() <= 2 ? fails(503, "busy") : says("{\"said\":\"at last\"}");
            default -> says("{\"said\":\"yes\"}");
        });
        String first = write + "-1";
        String second = write + "-2";
        Queue<String> once = new ConcurrentLinkedQueue<>(List.of("okLater", write));
        faulty.refuse(once::remove);

        Run run = dropped(write, "word", first, "late-" + write, second, "bad-" + write);

        assertThat(once).isEmpty();
        Counts counts = ledger.counts(run.id());
        assertThat(List.of(counts.rows(), counts.ok(), counts.dead())).containsExactly(4L, 3L, 1L);
        assertThat(lines(run, ".jsonl")).hasSize(3);
        assertThat(endpoint.calls()).extracting(ScriptedEndpoint.Call::asked).containsOnlyOnce(first, second);
    }

    /** Gives the file by the inbox, which tries again by itself, and waits until its run is done. */
    private Run dropped(String name, String... lines) throws IOException {
        Path inbox = Files.createDirectories(home.resolve("inbox/sound"));
        Files.writeString(inbox.resolve(name + ".csv"), String.join("\n", lines) + "\n");
        until(() -> ledger.runs(1).stream()
                .anyMatch(run -> run.input().equals(name + ".csv") && run.state() == RunState.DONE));
        return ledger.runs(1).get(0);
    }

    @Test
    void whatKeepsAResultFromBeingWrittenIsNamedWhereTheRunPauses() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("work/ledger.db"));
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TRIGGER planted BEFORE UPDATE OF result ON item "
                    + "BEGIN SELECT RAISE(ABORT, 'no result today'); END");
            Run run = settled(submit("sound", fresh("words") + ".csv", 0, "word", "apple"));
            statement.execute("DROP TRIGGER planted");

            assertThat(run.state()).isEqualTo(RunState.PAUSED);
            assertThat(run.reason()).startsWith("1 of 1 rows").contains("row 1").contains("no result today");
            assertThat(endpoint.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aChunkOfRowsThatIsRefusedOnceIsLoadedAllTheSame(int chunk) throws Exception {
        AtomicInteger chunks = new AtomicInteger();
        faulty.refuse(method -> method.equals("add") && chunks.incrementAndGet() == chunk);
        String[] lines = IntStream.rangeClosed(0, ROWS)
                .mapToObj(row -> row == 0 ? "word" : "w" + chunk + "-" + row)
                .toArray(String[]::new);

        Run run = submit("sound", fresh("words") + ".csv", ASKED, lines);

        until(() -> ledger.run(run.id()).orElseThrow().state() == RunState.DONE);
        assertThat(faulty.refused()).isEqualTo(1);
        assertThat(ledger.counts(run.id())).isEqualTo(new Counts(ROWS, ASKED, 0, ROWS - ASKED, 0, 0));
        assertThat(lines(run, ".jsonl")).hasSize(ASKED);
    }
}
