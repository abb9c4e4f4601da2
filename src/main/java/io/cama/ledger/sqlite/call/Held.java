package io.cama.ledger.sqlite.call;

import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Verdict;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a call still holds of the money of its run and day. It is settled as often as more is known about the call, and
 * the sums follow.
 *
 * @param run number of the run, 0 for none
 * @param day it was asked on, since 1970
 * @param holding {@link #NOTHING}, {@link #RESERVED} or {@link #UNCERTAIN}
 */
public record Held(long call, long run, long day, long worst, int holding, Verdict verdict) {
    static final long DAY_MILLIS = 86_400_000;

    static final int NOTHING = 0;

    static final int RESERVED = 1;

    static final int UNCERTAIN = 2;

    public static final String OF =
            "SELECT item >> 40, asked / 86400000, worst, holding, verdict FROM call WHERE id = ?";

    /** A call of an earlier submission no longer counts for its run. */
    static final String COUNT_RUN = """
            UPDATE run SET spent = spent + ?, reserved = reserved + ?, uncertain = uncertain + ?
            WHERE no = ? AND first_call <= ?""";

    static final String COUNT_DAY = """
            INSERT INTO spend (day, spent, reserved) VALUES (?, ?, ?)
            ON CONFLICT (day) DO UPDATE SET spent = spent + excluded.spent, reserved = reserved + excluded.reserved""";

    static Optional<Held> of(Session s, long call) throws SQLException {
        return s.first(
                OF,
                row -> new Held(
                        call,
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getInt(4),
                        Verdict.valueOf(row.getString(5))),
                call);
    }

    /** Reserves the worst cost of a call that was just noted; one without a price holds nothing. */
    void reserve(Session s) throws SQLException {
        count(s, 0, worst, 0);
    }

    /** Notes what the call has cost. */
    void settle(Session s, long cost) throws SQLException {
        move(s, NOTHING, cost, 0);
    }

    /** Counts the worst cost as spent, since nobody knows the true one. */
    void doubt(Session s) throws SQLException {
        move(s, worst > 0 ? UNCERTAIN : NOTHING, worst, worst);
    }

    private void move(Session s, int next, long cost, long uncertain) throws SQLException {
        long reserved = holding == RESERVED ? worst : 0;
        long doubted = holding == UNCERTAIN ? worst : 0;
        count(s, cost - doubted, -reserved, uncertain - doubted);
        if (holding != next) {
            s.update("UPDATE call SET holding = ? WHERE id = ?", next, call);
        }
    }

    private void count(Session s, long spent, long reserved, long uncertain) throws SQLException {
        if (spent != 0 || reserved != 0 || uncertain != 0) {
            s.update(COUNT_RUN, spent, reserved, uncertain, run, call);
            s.update(COUNT_DAY, day, spent, reserved);
        }
    }

    /** Counts as spent what an earlier process had reserved: nobody knows what became of its calls. */
    public static void doubtAll(Session s) throws SQLException {
        s.update("UPDATE run SET spent = spent + reserved, uncertain = uncertain + reserved, reserved = 0"
                + " WHERE reserved <> 0");
        s.update("UPDATE spend SET spent = spent + reserved, reserved = 0 WHERE reserved <> 0");
        s.update("UPDATE call SET holding = 2 WHERE holding = 1");
    }
}
