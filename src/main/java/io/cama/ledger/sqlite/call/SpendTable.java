package io.cama.ledger.sqlite.call;

import io.cama.ledger.Replies.Ask;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Verdict;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The money as sums that are kept in step, and the calls added up. */
public interface SpendTable extends SpentTable {
    String ASK = """
            INSERT INTO call (id, hash, attempt, item, prompt, pass, provider, model, asked, verdict, estimate, worst,
              holding)
            SELECT (SELECT id FROM next_call), ?1, coalesce(max(attempt), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, 'ASKED', ?8, ?9,
              ?9 > 0
            FROM call WHERE hash = ?1
            RETURNING id""";

    String COUNT_CALL = "UPDATE run SET calls = calls + 1 WHERE id = ? RETURNING no";

    String RUN_SUMS = "SELECT spent, reserved, no FROM run WHERE id = ?";

    String DAY_SUMS = "SELECT spent, reserved FROM spend WHERE day = ?";

    String LOAD = """
            SELECT asked / 60000, count(*),
              sum(iif(input_tokens + output_tokens > 0, input_tokens + output_tokens, estimate))
            FROM call INDEXED BY call_load WHERE provider = ? AND asked >= ? AND item > 0
            GROUP BY 1 ORDER BY 1""";

    String SIZES = """
            SELECT coalesce(sum(calls), 0), sum(estimate), sum(input), sum(output), max(max_output) FROM size
            WHERE model = ?1 AND (?2 IS NULL OR job = ?2) AND (?3 IS NULL OR prompt = ?3)""";

    InstantSource clock();

    /** A run's or a day's money. */
    record Sums(long spent, long reserved) {
        private Optional<Permission> over(Scope scope, long worst, long cap) {
            return worst > cap - spent ? Optional.of(new Permission.Over(scope, spent, worst, cap)) : Optional.empty();
        }

        private boolean waits(long worst, long cap) {
            return worst > cap - spent - reserved;
        }
    }

    @Override
    default Permission ask(Ask ask, Caps caps) {
        return db().write(s -> {
            long now = clock().millis();
            Optional<Permission> refused = refused(s, ask, caps, now / Held.DAY_MILLIS);
            return refused.isPresent() ? refused.get() : granted(s, ask, now);
        });
    }

    private static Optional<Permission> refused(Session s, Ask ask, Caps caps, long day) throws SQLException {
        if (caps.equals(Caps.NONE)) {
            return Optional.empty();
        }
        Sums run = sums(s, RUN_SUMS, ask.run());
        Sums today = sums(s, DAY_SUMS, day);
        long worst = ask.worstCost();
        return run.over(Scope.RUN, worst, caps.run())
                .or(() -> today.over(Scope.DAY, worst, caps.day()))
                .or(() -> waiting(Scope.RUN, run.waits(worst, caps.run())))
                .or(() -> waiting(Scope.DAY, today.waits(worst, caps.day())));
    }

    private static Optional<Permission> waiting(Scope scope, boolean waits) {
        return waits ? Optional.of(new Permission.Wait(scope)) : Optional.empty();
    }

    private static Sums sums(Session s, String sql, Object of) throws SQLException {
        return s.first(sql, row -> new Sums(row.getLong(1), row.getLong(2)), of).orElseGet(() -> new Sums(0, 0));
    }

    private static Permission granted(Session s, Ask ask, long now) throws SQLException {
        long number = s.first(COUNT_CALL, row -> row.getLong(1), ask.run()).orElseThrow(() -> Keys.unknown(ask.run()));
        long call = s.first(
                        ASK,
                        row -> row.getLong(1),
                        ask.hash(),
                        Keys.key(number, ask.position()),
                        ask.prompt(),
                        ask.pass(),
                        ask.provider(),
                        ask.model(),
                        now,
                        ask.estimate(),
                        ask.worstCost())
                .orElseThrow();
        new Held(call, number, now / Held.DAY_MILLIS, ask.worstCost(), Held.NOTHING, Verdict.ASKED).reserve(s);
        return new Permission.Granted(call);
    }

    @Override
    default RunCost cost(String run) {
        return db().read(s -> s.first(
                        "SELECT spent, reserved, uncertain, unpriced FROM run WHERE id = ?",
                        row -> new RunCost(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        run))
                .orElseGet(() -> new RunCost(0, 0, 0, 0));
    }

    @Override
    default long spentOn(LocalDate day) {
        return db().read(s -> sums(s, DAY_SUMS, day.toEpochDay())).spent();
    }

    @Override
    default List<Load> load(String provider, Instant since) {
        return db().read(s -> s.all(
                LOAD,
                row -> new Load(Instant.ofEpochSecond(row.getLong(1) * 60), row.getLong(2), row.getLong(3)),
                provider,
                since.toEpochMilli()));
    }

    @Override
    default Sizes sizes(String model, @Nullable String job, @Nullable String prompt) {
        return db().read(s -> s.first(
                        SIZES,
                        row -> {
                            long calls = row.getLong(1);
                            double estimate = row.getLong(2);
                            return new Sizes(
                                    calls,
                                    estimate > 0 ? row.getLong(3) / estimate : 1,
                                    calls > 0 ? row.getLong(4) / (double) calls : 0,
                                    row.getLong(5));
                        },
                        model,
                        prompt == null ? null : job,
                        prompt))
                .orElseThrow();
    }
}
