package io.cama.ledger.sqlite.call;

import io.cama.ledger.sqlite.store.Session;
import java.sql.SQLException;

/** How rows know the run and the item they belong to: {@code number of the run * 2^40 + position}. */
public final class Keys {
    /** Where the keys of the run {@code ?1} begin. */
    public static final String FROM = "(SELECT no << 40 FROM run WHERE id = ?1)";

    /** Where those of the next run begin. */
    public static final String TO = "(SELECT (no + 1) << 40 FROM run WHERE id = ?1)";

    private Keys() {}

    /** The key of an item. */
    public static long key(long number, long position) {
        return (number << 40) + position;
    }

    /** The number by which items know their run. */
    public static long number(Session s, String run) throws SQLException {
        return s.first("SELECT no FROM run WHERE id = ?", row -> row.getLong(1), run)
                .orElseThrow(() -> unknown(run));
    }

    static IllegalArgumentException unknown(String run) {
        return new IllegalArgumentException("run " + run + " is not in the ledger");
    }
}
