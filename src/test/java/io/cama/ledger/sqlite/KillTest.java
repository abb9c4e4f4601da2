package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.Ledger;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.fault.LedgerBusyException;
import io.cama.model.ItemState;
import io.cama.model.Result;
import io.cama.model.RunState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    @Test
    void whatWasAcknowledgedBeforeAKillIsThereAfterIt(@TempDir Path folder) throws Exception {
        for (int round = 1; round <= 5; round++) {
            String run = "round" + round;
            List<Long> acknowledged = writeAndKill(folder, run, 60 * round);
            try (Ledger ledger = Sample.open(folder)) {
                assertThat(ledger.run(run).orElseThrow().state()).isEqualTo(RunState.ACCEPTED);
                Map<Long, String> results = new HashMap<>();
                ledger.results(run).forEachRemaining(result -> results.put(result.position(), result.values()));
                assertThat(ledger.counts(run).ok()).isEqualTo(results.size());
                assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(60 * round).allSatisfy(position -> {
                    assertThat(results).containsEntry(position, "result " + run + position);
                    assertThat(ledger.recall("h" + position).orElseThrow().body())
                            .isEqualTo("reply " + run + position);
                    assertThat(ledger.item(run, position).orElseThrow().state()).isEqualTo(ItemState.OK);
                });
            }
        }
    }

    @Test
    void anOnlookerReadsWhatAKilledProcessLeft(@TempDir Path folder) throws Exception {
        List<Long> acknowledged = writeAndKill(folder, "a", 20);
        try (Ledger ledger =
                SqliteLedger.openReadOnly(folder.resolve("ledger.db")).orElseThrow()) {
            List<Long> results = new ArrayList<>();
            ledger.results("a").forEachRemaining((Result result) -> results.add(result.position()));
            assertThat(results).containsAll(acknowledged);
            assertThat(ledger.calls("a", acknowledged.get(0))).hasSize(1);
        }
    }

    @Test
    void whatWasPaidBeforeAKillIsSpentAfterIt(@TempDir Path folder) throws Exception {
        long paid = 0;
        for (int round = 1; round <= 3; round++) {
            List<Long> costs = writeAndKill(folder, "a", 80 * round, SpendKillTarget.class);
            paid += costs.stream().mapToLong(Long::longValue).sum();
            try (Ledger ledger = Sample.open(folder)) {
                RunCost cost = ledger.cost("a");
                assertThat(cost.spent())
                        .isGreaterThanOrEqualTo(paid)
                        .isEqualTo(ledger.spentOn(LocalDate.parse("2026-11-21")));
                assertThat(cost.spent() - cost.uncertain()).isPositive().isLessThanOrEqualTo(paid);
                assertThat(cost.reserved()).isZero();
            }
        }
    }

    private static List<Long> writeAndKill(Path folder, String run, int after)
            throws IOException, InterruptedException {
        return writeAndKill(folder, run, after, KillTarget.class);
    }

    private static List<Long> writeAndKill(Path folder, String run, int after, Class<?> target)
            throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        target.getName(),
                        folder.toString(),
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> acknowledged = new ArrayList<>();
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(Long.valueOf(line));
                if (acknowledged.size() == after) {
                    assertThatThrownBy(() -> Sample.open(folder)).isInstanceOf(LedgerBusyException.class);
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return acknowledged;
    }
}
