package io.cama.ledger.sqlite.letter;

import io.cama.ledger.sqlite.GivenAgain;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Terms;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How dead items are let go of: asked again, or dropped. */
public interface ReopenTable extends MendTable {
    /** A row that could not be read has nothing to ask, unless somebody has written its fields. */
    String RETRYABLE = "state = 'DEAD' AND (reason NOT IN ('RAGGED_ROW', 'BAD_LINE')"
            + " OR EXISTS (SELECT 1 FROM letter WHERE letter.item = key AND edited IS NOT NULL))";

    String PEND = "UPDATE item SET state = 'PENDING', reason = NULL, message = NULL, result = NULL, at = NULL WHERE "
            + RETRYABLE + " AND ";

    String ALL = "key > ?1 AND key < ?2";

    String PEND_ALL = PEND + ALL;

    String RETAKE = """
            INSERT INTO letter (item, retake) SELECT key, ?3 FROM item WHERE %s AND %s
            ON CONFLICT (item) DO UPDATE SET retake = excluded.retake""".formatted(RETRYABLE, ALL);

    String NOTE_ALL = """
            INSERT INTO mend (item, at, how, detail)
            SELECT key, ?3, ?4, coalesce((SELECT retake FROM letter WHERE letter.item = key), '{}')
            FROM item WHERE %s AND\s""" + ALL;

    /** A notice that has not arrived tells of an end that is none any more. */
    String UNTELL = "DELETE FROM notice WHERE told IS NULL AND item IN (SELECT key FROM item WHERE %s AND " + ALL + ")";

    String DROP = "UPDATE item SET state = 'SKIPPED', message = 'dropped by hand: ' || reason, reason = NULL,"
            + " result = NULL, at = ?3 WHERE state = 'DEAD' AND " + ALL;

    @Override
    default int retry(String run, List<Long> positions, @Nullable String retake, @Nullable Terms terms) {
        return db().write(s -> {
            long number = Keys.number(s, run);
            if (terms != null && GivenAgain.isRunningOnOthers(s, run, terms)) {
                return 0;
            }
            int retried = 0;
            for (Span span : Span.of(number, positions)) {
                s.update(UNTELL.formatted(RETRYABLE), span.from(), span.to());
                if (retake != null) {
                    s.update(RETAKE, span.from(), span.to(), retake);
                }
                s.update(NOTE_ALL.formatted(RETRYABLE), span.from(), span.to(), clock().millis(), How.RETRIED.name());
                retried += s.update(PEND_ALL, span.from(), span.to());
            }
            if (retried > 0) {
                s.update("UPDATE run SET dead = dead - ? WHERE no = ?", retried, number);
                if (terms != null) {
                    GivenAgain.changeTerms(s, run, terms);
                }
                GivenAgain.goOn(s, run);
            }
            return retried;
        });
    }

    @Override
    default int drop(String run, List<Long> positions, boolean publish) {
        return db().write(s -> {
            long number = Keys.number(s, run);
            int dropped = 0;
            for (Span span : Span.of(number, positions)) {
                dropped += drop(s, span);
            }
            if (dropped > 0) {
                s.update("UPDATE run SET dead = dead - ?1, skipped = skipped + ?1 WHERE no = ?2", dropped, number);
            }
            if (dropped > 0 && publish) {
                GivenAgain.publishAgain(s, run);
            }
            return dropped;
        });
    }

    private int drop(Session s, Span span) throws SQLException {
        s.update(UNTELL.formatted("state = 'DEAD'"), span.from(), span.to());
        s.update(NOTE_ALL.formatted("state = 'DEAD'"), span.from(), span.to(), clock().millis(), How.DROPPED.name());
        return s.update(DROP, span.from(), span.to(), clock().millis());
    }

    /** Keys between two others, which are not among them. */
    record Span(long from, long to) {
        static List<Span> of(long number, List<Long> positions) {
            return positions.isEmpty()
                    ? List.of(new Span(Keys.key(number, 0), Keys.key(number + 1, 0)))
                    : positions.stream()
                            .map(position -> Keys.key(number, position))
                            .map(key -> new Span(key - 1, key + 1))
                            .toList();
        }
    }
}
