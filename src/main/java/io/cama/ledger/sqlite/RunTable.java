package io.cama.ledger.sqlite;

import io.cama.ledger.Runs;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import io.cama.model.Run;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The runs as rows. */
interface RunTable extends Runs {
    String RESUBMIT = """
            UPDATE run SET input = ?, source = ?, outbox = ?, rank = ?, inbox = ?, accepted = ?,
              recall = ?, max_cost = ?, fail_fast = ?, again = (state = 'RUNNING')
            WHERE id = ?""";

    String TAKE = """
            UPDATE run SET state = 'RUNNING', again = 0, started = coalesce(started, ?)
            WHERE id = ? AND state = 'ACCEPTED'
            RETURNING *""";

    String ACCEPTED = """
            SELECT * FROM run WHERE state = 'ACCEPTED' AND (rank, turn) > (?, ?)
            ORDER BY rank, turn LIMIT 64""";

    String REQUEUE = """
            UPDATE run SET state = 'ACCEPTED', turn = (SELECT max(turn) + 1 FROM run)
            WHERE id = ? AND state = 'RUNNING' AND again = 0""";

    String DUE = "SELECT 1 FROM run WHERE state = 'PAUSED' AND resume_at <= ?";

    String RESUME = """
            UPDATE run SET state = 'ACCEPTED', reason = NULL, resume_at = NULL
            WHERE state = 'PAUSED' AND resume_at <= ?
            RETURNING *""";

    String REJECT = "UPDATE run SET state = 'REJECTED', reason = ?, ended = ? WHERE id = ? AND state <> 'DONE'";

    String NEEDS = "SELECT 1 FROM run WHERE source = ? AND state NOT IN ('DONE', 'REJECTED')";

    String AGAIN = "SELECT 1 FROM run WHERE id = ? AND again = 1";

    Database db();

    InstantSource clock();

    @Override
    default Run accept(Run run) {
        return db().write(s -> {
            GivenAgain.endOffline(s, run.id());
            boolean known = 1
                    == s.update(
                            RESUBMIT,
                            run.input(),
                            run.source(),
                            run.outbox(),
                            run.rank(),
                            run.inbox(),
                            run.accepted().toEpochMilli(),
                            run.terms().recall().name(),
                            run.terms().maxCost(),
                            run.terms().failFast(),
                            run.id());
            if (known) {
                GivenAgain.reopenOnItsTerms(s, run.id());
            } else {
                RunRow.insert(s, run);
            }
            return s.first("SELECT * FROM run WHERE id = ?", RunRow::read, run.id())
                    .orElseThrow();
        });
    }

    @Override
    default Optional<Run> run(String id) {
        return db().read(s -> s.first("SELECT * FROM run WHERE id = ?", RunRow::read, id));
    }

    @Override
    default boolean needs(String source) {
        return db().read(s -> s.first(NEEDS, row -> 1, source)).isPresent();
    }

    @Override
    default List<Run> runs(int limit) {
        return db().read(s -> s.all("SELECT * FROM run ORDER BY turn DESC LIMIT ?", RunRow::read, limit));
    }

    @Override
    default Optional<Run> takeAccepted(Predicate<Run> wanted) {
        Optional<Run> next = firstAccepted(wanted);
        while (next.isPresent()) {
            String id = next.get().id();
            Optional<Run> taken = db().write(s -> s.first(TAKE, RunRow::read, clock().millis(), id));
            if (taken.isPresent()) {
                return taken;
            }
            next = firstAccepted(wanted);
        }
        return next;
    }

    @Override
    default Optional<Run> firstAccepted(Predicate<Run> wanted) {
        List<Run> page = accepted(Integer.MIN_VALUE, Long.MIN_VALUE);
        while (!page.isEmpty()) {
            Optional<Run> found = page.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found;
            }
            Run last = page.get(page.size() - 1);
            page = accepted(last.rank(), last.turn());
        }
        return Optional.empty();
    }

    private List<Run> accepted(int rank, long turn) {
        return db().read(s -> s.all(ACCEPTED, RunRow::read, rank, turn));
    }

    @Override
    default boolean requeue(String run) {
        return db().write(s -> s.update(REQUEUE, run)) == 1;
    }

    @Override
    default void loaded(String run) {
        change(run, "UPDATE run SET loaded = 1 WHERE id = ?", run);
    }

    @Override
    default void nextPass(String run) {
        change(run, "UPDATE run SET pass = pass + 1 WHERE id = ?", run);
    }

    @Override
    default void pause(String run, String reason, @Nullable Instant resumeAt) {
        change(
                run,
                "UPDATE run SET state = 'PAUSED', reason = ?, resume_at = ?"
                        + " WHERE id = ? AND state NOT IN ('DONE', 'REJECTED')",
                reason,
                resumeAt == null ? null : resumeAt.toEpochMilli(),
                run);
    }

    @Override
    default List<Run> reopenDue(Instant now) {
        long millis = now.toEpochMilli();
        boolean due = db().read(s -> s.first(DUE, row -> 1, millis)).isPresent();
        return due ? db().write(s -> s.all(RESUME, RunRow::read, millis)) : List.of();
    }

    @Override
    default boolean done(String run) {
        return db().write(s -> {
            Keys.number(s, run);
            boolean ended = 1
                    == s.update(
                            "UPDATE run SET state = 'DONE', ended = ?, recall = iif(recall = 'OFFLINE' AND again = 0, 'ALL', recall)"
                                    + " WHERE id = ? AND items = ok + dead + skipped AND state <> 'REJECTED'",
                            clock().millis(),
                            run);
            if (!ended) {
                s.update("UPDATE run SET state = 'ACCEPTED' WHERE id = ? AND state <> 'REJECTED'", run);
                return false;
            }
            if (s.first(AGAIN, row -> 1, run).isPresent()) {
                GivenAgain.reopenOnItsTerms(s, run);
                return false;
            }
            return true;
        });
    }

    @Override
    default void reject(String run, String reason) {
        change(run, REJECT, reason, clock().millis(), run);
    }

    @Override
    default int recover() {
        return db().write(s -> s.update("UPDATE run SET state = 'ACCEPTED' WHERE state = 'RUNNING'"));
    }

    private void change(String run, String sql, @Nullable Object... arguments) {
        db().write(s -> {
            Keys.number(s, run);
            return s.update(sql, arguments);
        });
    }
}
