package io.cama.ledger.sqlite;

import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.letter.ReopenTable;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Terms;
import java.sql.SQLException;
import java.util.Optional;

/** What happens to a run that is accepted again. */
public final class GivenAgain {
    private static final String START_OVER = """
            UPDATE run SET calls = 0, input_tokens = 0, output_tokens = 0, recalled = ok, started = NULL,
              spent = 0, reserved = 0, uncertain = 0, unpriced = 0, first_call = (SELECT id FROM next_call)
            WHERE id = ? AND state = 'DONE'""";

    private static final String FORGET_ATTEMPTS =
            "UPDATE run SET first_attempt = (SELECT id FROM next_call) WHERE id = ?";

    private static final String REOPEN = """
            UPDATE run SET state = 'ACCEPTED', pass = 1, again = 0, reason = NULL, ended = NULL, resume_at = NULL,
              turn = iif(state = 'ACCEPTED', turn, (SELECT max(turn) + 1 FROM run))
            WHERE id = ? AND state <> 'RUNNING'""";

    private static final String TO_ASK_ANEW =
            "SELECT no, recall = 'OFFLINE' FROM run WHERE id = ? AND state = 'DONE' AND recall <> 'ALL'";

    private static final String FORGET_RESULTS = """
            UPDATE item SET state = 'PENDING', result = NULL, calls = NULL, recalled = NULL, at = NULL
            WHERE key > ? AND key < ? AND state = 'OK'""";

    /** Until it is answered from the ledger, an item of a run that is offline keeps its former result. */
    private static final String OPEN_RESULTS =
            "UPDATE item SET state = 'PENDING' WHERE key > ? AND key < ? AND state = 'OK'";

    private static final String WAS_OFFLINE =
            "SELECT no FROM run WHERE id = ? AND recall = 'OFFLINE' AND state <> 'RUNNING'";

    private static final String SERVED_BEFORE = """
            INSERT INTO served (run, model, replies)
            SELECT ?1, coalesce(call.served, call.model), count(*)
            FROM item INDEXED BY item_pending, json_each(item.calls) JOIN call ON call.id = value
            WHERE item.key > ?2 AND item.key < ?3 AND item.state = 'PENDING' AND item.result IS NOT NULL
            GROUP BY 2
            ON CONFLICT (run, model) DO UPDATE SET replies = replies + excluded.replies""";

    private static final String FORMER_RESULTS = """
            UPDATE item SET state = 'OK', recalled = 1
            WHERE key > ? AND key < ? AND state = 'PENDING' AND result IS NOT NULL""";

    private static final String ON_OTHER_TERMS = """
            SELECT 1 FROM run
            WHERE id = ? AND state = 'RUNNING' AND (recall, max_cost, fail_fast) <> (?, ?, ?)""";

    private static final String CHANGE_TERMS = "UPDATE run SET recall = ?, max_cost = ?, fail_fast = ? WHERE id = ?";

    private GivenAgain() {}

    /** Whether a run is being worked on, and the terms it was taken with are others. */
    public static boolean isRunningOnOthers(Session s, String run, Terms terms) throws SQLException {
        return s.first(ON_OTHER_TERMS, row -> true, run, terms.recall().name(), terms.maxCost(), terms.failFast())
                .isPresent();
    }

    /** Has other terms hold for a run; what it has cost so far stays counted. */
    public static void changeTerms(Session s, String run, Terms terms) throws SQLException {
        endOffline(s, run);
        s.update(CHANGE_TERMS, terms.recall().name(), terms.maxCost(), terms.failFast(), run);
    }

    /** Gives the items of a run that was offline their former results back, where none has been found anew. */
    static void endOffline(Session s, String run) throws SQLException {
        Optional<Long> offline = s.first(WAS_OFFLINE, row -> row.getLong(1), run);
        if (offline.isPresent()) {
            long number = offline.get();
            s.update(SERVED_BEFORE, number, Keys.key(number, 0), Keys.key(number + 1, 0));
            int back = s.update(FORMER_RESULTS, Keys.key(number, 0), Keys.key(number + 1, 0));
            s.update("UPDATE run SET ok = ok + ?, recalled = recalled + ? WHERE no = ?", back, back, number);
        }
    }

    private record Anew(long run, boolean offline) {}

    /** Accepts a run again, unless it is running, and lets its attempts count from 0. */
    static void reopen(Session s, String run) throws SQLException {
        s.update(START_OVER, run);
        goOn(s, run);
    }

    /** Accepts a run again for the sake of some of its items: what it has cost so far stays counted. */
    public static void goOn(Session s, String run) throws SQLException {
        s.update(FORGET_ATTEMPTS, run);
        s.update(REOPEN, run);
    }

    /** Accepts a run that is done again, to be published with what has changed. */
    public static void publishAgain(Session s, String run) throws SQLException {
        s.update(REOPEN + " AND state = 'DONE'", run);
    }

    /** Accepts a run given again, as its terms want it: a finished run that may not use what was bought before forgets its results and dead letters; one that is offline keeps its dead letters. */
    static void reopenOnItsTerms(Session s, String run) throws SQLException {
        Optional<Anew> anew = s.first(TO_ASK_ANEW, row -> new Anew(row.getLong(1), row.getBoolean(2)), run);
        if (anew.isPresent() && anew.get().offline()) {
            long number = anew.get().run();
            s.update(OPEN_RESULTS, Keys.key(number, 0), Keys.key(number + 1, 0));
            s.update("DELETE FROM served WHERE run = ?", number);
            s.update("UPDATE run SET ok = 0 WHERE no = ?", number);
        } else if (anew.isPresent()) {
            long number = anew.get().run();
            s.update(FORGET_RESULTS, Keys.key(number, 0), Keys.key(number + 1, 0));
            int dead = s.update(ReopenTable.PEND_ALL, Keys.key(number, 0), Keys.key(number + 1, 0));
            s.update("DELETE FROM served WHERE run = ?", number);
            s.update("DELETE FROM cited WHERE run = ?", number);
            s.update("UPDATE run SET ok = 0, dead = dead - ? WHERE no = ?", dead, number);
        }
        reopen(s, run);
    }
}
