package io.cama.ledger.sqlite;

import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Session;
import java.sql.SQLException;
import java.util.Optional;

/** What happens to a run that is accepted again. */
final class GivenAgain {
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

    private static final String TO_ASK_ANEW = "SELECT no FROM run WHERE id = ? AND state = 'DONE' AND recall <> 'ALL'";

    private static final String FORGET_RESULTS = """
            UPDATE item SET state = 'PENDING', result = NULL, calls = NULL, recalled = NULL, at = NULL
            WHERE key > ? AND key < ? AND state = 'OK'""";

    private GivenAgain() {}

    /** Accepts a run again, unless it is running, and lets its attempts count from 0. */
    static void reopen(Session s, String run) throws SQLException {
        s.update(START_OVER, run);
        s.update(FORGET_ATTEMPTS, run);
        s.update(REOPEN, run);
    }

    /** The same as its terms want it: a finished run that may not use what was bought before forgets its results and dead letters. */
    static void reopenOnItsTerms(Session s, String run) throws SQLException {
        Optional<Long> anew = s.first(TO_ASK_ANEW, row -> row.getLong(1), run);
        if (anew.isPresent()) {
            long number = anew.get();
            s.update(FORGET_RESULTS, Keys.key(number, 0), Keys.key(number + 1, 0));
            int dead = s.update(DeadLetterTable.RETRY_ALL, Keys.key(number, 0), Keys.key(number + 1, 0));
            s.update("DELETE FROM served WHERE run = ?", number);
            s.update("DELETE FROM cited WHERE run = ?", number);
            s.update("UPDATE run SET ok = 0, dead = dead - ? WHERE no = ?", dead, number);
        }
        reopen(s, run);
    }
}
