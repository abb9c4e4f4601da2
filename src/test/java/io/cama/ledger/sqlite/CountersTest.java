package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.Spend.RunCost;
import io.cama.model.Counts;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
            ledger.skip("a", 1, "a later write");
            try (Connection truth = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"))) {
                for (int no = 1; no <= 2; no++) {
                    String run = RUNS.get(no - 1);
                    assertThat(ledger.counts(run)).isEqualTo(counted(truth, no));
                    assertThat(ledger.cost(run)).isEqualTo(added(truth, no));
                    assertThat(ledger.usage(run).calls())
                            .isEqualTo(count(truth, "SELECT count(*) FROM call WHERE item >> 40 = " + no));
                    assertThat(ledger.usage(run).outputTokens())
                            .isEqualTo(count(truth, "SELECT sum(output_tokens) FROM call WHERE item >> 40 = " + no));
                }
                assertThat(ledger.spentOn(LocalDate.parse("2026-11-21")))
                        .isEqualTo(ledger.cost("a").spent() + ledger.cost("b").spent());
                assertThat(ledger.cost("a").reserved()).isPositive();
                assertThat(ledger.cost("a").uncertain()).isPositive();
                assertThat(ledger.cost("a").unpriced()).isPositive();
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
            case 6 -> call(ledger, random, Sample.ask("h" + position, run, position, random.nextInt(100)));
            default -> {
                if (random.nextInt(10) == 0) {
                    ledger.retryDead(run, random.nextBoolean() ? List.of() : List.of(position, position + 1));
                }
            }
        }
    }

    private static void call(Ledger ledger, Random random, Ask ask) {
        long call = ledger.ask(ask);
        switch (random.nextInt(6)) {
            case 0 -> ledger.failed(call, Reason.TIMEOUT, "60 s", 0, null, random.nextBoolean());
            case 1 -> ledger.withdraw(call);
            case 2 -> ledger.keep(call, 200, "{}");
            case 3, 4 -> {
                ledger.keep(call, 200, "{}");
                ledger.judge(
                        call,
                        random.nextBoolean() ? Verdict.GOOD : Verdict.REJECTED,
                        new Reading("m", new Usage(random.nextInt(3), random.nextInt(3)), price(random), null, null));
            }
            default -> ledger.skip(ask.run(), ask.position(), "left unanswered");
        }
    }

    private static @Nullable Long price(Random random) {
        return random.nextBoolean() ? null : random.nextLong(100);
    }

    private static RunCost added(Connection truth, int run) throws SQLException {
        String of = " FROM call WHERE item >> 40 = " + run;
        return new RunCost(
                count(truth, "SELECT sum(iif(holding = 2, worst, coalesce(cost, 0)))" + of),
                count(truth, "SELECT sum(worst)" + of + " AND holding = 1"),
                count(truth, "SELECT sum(worst)" + of + " AND holding = 2"),
                count(truth, "SELECT count(*)" + of + " AND cost IS NULL AND input_tokens + output_tokens > 0"));
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
