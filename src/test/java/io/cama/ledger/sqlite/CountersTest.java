package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountersTest {
    static final List<String> RUNS = List.of("a", "b");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countersEqualWhatCountingTheRowsGives(long seed, @TempDir Path folder) throws SQLException {
        Random random = new Random(seed);
        try (Ledger ledger = Sample.open(folder)) {
            RUNS.forEach(run -> ledger.accept(Sample.run(run)));
            for (int step = 0; step < 600; step++) {
                act(ledger, random, RUNS.get(random.nextInt(2)));
            }
            try (Connection truth = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"))) {
                for (int no = 1; no <= 2; no++) {
                    String run = RUNS.get(no - 1);
                    assertThat(ledger.counts(run)).isEqualTo(counted(truth, no));
                    assertThat(ledger.usage(run).calls())
                            .isEqualTo(count(truth, "SELECT count(*) FROM call WHERE item >> 40 = " + no));
                    assertThat(ledger.usage(run).outputTokens())
                            .isEqualTo(count(truth, "SELECT sum(output_tokens) FROM call WHERE item >> 40 = " + no));
                }
                assertThat(ledger.counts("a").ok()).isPositive();
                assertThat(ledger.counts("a").recalled()).isPositive();
                assertThat(ledger.counts("a").dead()).isPositive();
            }
        }
    }

    private static void act(Ledger ledger, Random random, String run) {
        long position = 1L + random.nextInt(80);
        switch (random.nextInt(8)) {
            case 0 -> ledger.add(run, Sample.pending(position, position + 4));
            case 1 ->
                ledger.add(
                        run,
                        List.of(
                                new NewItem(position, 1, "{}", ItemState.DEAD, Reason.RAGGED_ROW, "cells"),
                                new NewItem(position + 1, 1, "{}", ItemState.SKIPPED, null, "limit")));
            case 2, 3 -> ledger.ok(run, position, "{}", List.of());
            case 4 -> ledger.dead(run, position, Reason.REFUSED, "no");
            case 5 -> ledger.skip(run, position, "stopped");
            case 6 -> {
                long call = ledger.ask(Sample.ask("h" + position, run, position));
                if (random.nextBoolean()) {
                    ledger.keep(call, 200, "{}");
                } else {
                    ledger.failed(call, Reason.TIMEOUT, "60 s", 0, null);
                }
            }
            default -> {
                if (random.nextInt(10) == 0) {
                    ledger.retryDead(run, random.nextBoolean() ? List.of() : List.of(position, position + 1));
                }
            }
        }
    }

    private static Counts counted(Connection truth, int run) throws SQLException {
        String of = "SELECT count(*) FROM item WHERE key >> 40 = " + run;
        return new Counts(
                count(truth, of),
                count(truth, of + " AND state = 'OK'"),
                count(truth, of + " AND state = 'DEAD'"),
                count(truth, of + " AND state = 'SKIPPED'"),
                count(truth, of + " AND state = 'PENDING'"),
                count(truth, of + " AND recalled = 1"));
    }

    private static long count(Connection truth, String sql) throws SQLException {
        try (var statement = truth.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
