package io.cama.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, killed and told to stop in the middle of its work. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class KillResumeTest {
    private static final int ROWS = 2_000;
    private static final int KILLS = Integer.getInteger("cama.kills", 5);

    /** So few calls between two kills that the last comes before the work is done. */
    private static final int MOST_CALLS_OF_A_LIFE = 360;

    private static final List<String> OF_ONE_HISTORY = List.of(
            "run",
            "start",
            "end",
            "time",
            "calls",
            "callsByVerdict",
            "failedCallsBy",
            "recalled",
            "possiblyPaidTwice",
            "possiblyPaidTwiceCalls");

    @TempDir
    private Path folder;

    @Test
    void killsRepeatAtMostTheCallsInFlightAndChangeNoByte() throws Exception {
        long seed = Long.getLong("cama.kill.seed", System.nanoTime());
        System.out.println("KillResumeTest: repeat with -Dcama.kill.seed=" + seed);
        Path input = rows(ROWS, true);
        try (Trial calm = new Trial(folder, "calm", input);
                Trial killed = new Trial(folder, "killed", input)) {
            FutureTask<Integer> calmExit = new FutureTask<>(calm::finish);
            new Thread(calmExit, "calm").start();
            for (int life :
                    new Random(seed).ints(KILLS, 1, MOST_CALLS_OF_A_LIFE).toArray()) {
                killed.killAfter(life);
            }
            int exit = killed.finish();

            assertThat(calmExit.get()).as(calm.said()).isEqualTo(1);
            assertThat(exit).as(killed.said()).isEqualTo(1);
            assertThat(calm.repeatedCalls()).isZero();
            System.out.println("KillResumeTest: calls repeated after %d kills: %d, possibly paid twice: %s"
                    .formatted(KILLS, killed.repeatedCalls(), killed.receipt().path("possiblyPaidTwice")));
            assertThat(killed.repeatedCalls()).isLessThanOrEqualTo((long) KILLS * Trial.CONCURRENCY);
            sameBytes(calm.outputs(), killed.outputs());
            everyRowHasOneEnd(killed);
            receiptsAgree(calm.receipt(), killed.receipt(), killed.repeatedCalls());
        }
    }

    private static void sameBytes(Map<String, byte[]> calm, Map<String, byte[]> killed) {
        assertThat(killed)
                .containsOnlyKeys("terms.apkg", "terms.dead.jsonl", "terms.json", "terms.jsonl", "terms.tsv")
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(calm.get(name)));
        assertThat(calm).hasSameSizeAs(killed);
    }

    private static void everyRowHasOneEnd(Trial trial) throws IOException {
        Stream<Integer> results = trial.published(".jsonl").stream()
                .map(line -> line.path("number").asInt());
        Stream<Integer> dead = trial.published(".dead.jsonl").stream()
                .map(line -> line.path("position").asInt());
        assertThat(Stream.concat(results, dead).toList())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
        assertThat(trial.published(".dead.jsonl")).hasSize(ROWS / 400 + 1);
    }

    private static void receiptsAgree(ObjectNode calm, ObjectNode killed, long repeated) {
        assertThat(killed.path("calls").asLong() - calm.path("calls").asLong())
                .isEqualTo(killed.path("possiblyPaidTwice").asLong());
        assertThat(killed.path("possiblyPaidTwice").asLong()).isBetween(repeated, (long) KILLS * Trial.CONCURRENCY);
        assertThat(calm.path("possiblyPaidTwice").asLong()).isZero();
        for (String by : List.of("spentByPrompt", "spentByModel")) {
            Stream.of(calm, killed)
                    .forEach(receipt -> receipt.path(by).forEach(part -> ((ObjectNode) part).remove("calls")));
        }
        assertThat(killed.remove(OF_ONE_HISTORY)).isEqualTo(calm.remove(OF_ONE_HISTORY));
    }

    @Test
    void aLedgerThatIsLostBetweenTwoKillsShowsAsRepeatedCalls() throws Exception {
        try (Trial trial = new Trial(folder, "robbed", rows(100, false))) {
            trial.killAfter(60);
            try (Stream<Path> work = Files.walk(trial.home().resolve("work"))) {
                for (Path file : work.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }

            assertThat(trial.finish()).as(trial.said()).isZero();
            assertThat(trial.repeatedCalls()).isGreaterThan(Trial.CONCURRENCY);
        }
    }

    @Test
    void aStopSaysHowToGoOnAndRepeatsNoCall() throws Exception {
        try (Trial trial = new Trial(folder, "stopped", rows(200, false))) {
            Process process = trial.runFor(150);
            process.destroy();

            assertThat(process.waitFor()).as(trial.said()).isEqualTo(128 + 15);
            assertThat(trial.said())
                    .contains("Checkpointed: ", "Resume: cama -C " + trial.home() + " process ")
                    .contains(" --job terms");
            assertThat(trial.calls()).isLessThan(400);
            assertThat(trial.finish()).as(trial.said()).isZero();
            assertThat(trial.calls()).isEqualTo(400);
            assertThat(trial.repeatedCalls()).isZero();
            assertThat(trial.receipt().path("possiblyPaidTwice").asLong()).isZero();
        }
    }

    /** Rows of two columns; where they are to be broken, one in 400 lacks its term and one has a cell too many. */
    private Path rows(int count, boolean broken) throws IOException {
        String rows = IntStream.rangeClosed(1, count)
                .mapToObj(row -> row + "," + term(row, broken))
                .collect(Collectors.joining("\n", "number,term\n", "\n"));
        return Files.writeString(folder.resolve("terms.csv"), rows);
    }

    private static String term(int row, boolean broken) {
        if (broken && row % 400 == 7) {
            return "";
        }
        return "\"낱말 " + row + ", \"\"{{ja}}\"\"\"" + (broken && row == 1234 ? ",one too many" : "");
    }
}
