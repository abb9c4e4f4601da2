package io.cama.ledger.sqlite.letter;

import io.cama.ledger.Items;
import io.cama.ledger.letter.Mending;
import io.cama.ledger.sqlite.call.Body;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done about dead items. */
public interface MendTable extends Mending {
    String BURY = "UPDATE item SET state = 'DEAD', reason = ?, message = ?, result = ?, at = ?"
            + " WHERE key = ? AND state = 'PENDING'";

    String TELL = "INSERT INTO notice (item) VALUES (?) ON CONFLICT DO NOTHING";

    String KEEP_ORIGINAL = """
            INSERT INTO letter (item, original, edited)
            SELECT key, fields, (SELECT id FROM next_call) FROM item WHERE key = ? AND state = 'DEAD'
            ON CONFLICT (item) DO UPDATE SET original = coalesce(original, excluded.original), edited = excluded.edited""";

    String EDIT = "UPDATE item SET fields = ? WHERE key = ? AND state = 'DEAD'";

    String NOTE = "INSERT INTO mend (item, at, how, detail) VALUES (?, ?, ?, ?)";

    String LAST_CALL = """
            SELECT call.id, hash, pass, coalesce(letter.edited > call.id, 0)
            FROM item JOIN call INDEXED BY call_item ON call.item = item.key LEFT JOIN letter ON letter.item = item.key
            WHERE item.key = ?1 AND item.state = 'DEAD' AND prompt = ?2 ORDER BY call.id DESC LIMIT 1""";

    String ANSWER = """
            INSERT INTO call (id, hash, attempt, item, prompt, pass, provider, model, served, asked, answered, verdict,
              status, cost, body, bytes)
            SELECT (SELECT id FROM next_call), ?1, max(attempt) + 1, ?2, ?3, ?4, 'hand', 'hand', 'hand', ?5, ?5, 'GOOD',
              0, 0, ?6, ?7
            FROM call WHERE hash = ?1""";

    String OF_ITEM = "SELECT item, how, detail, at FROM mend WHERE item = %s + ?2 ORDER BY no".formatted(Keys.FROM);

    /** Whole items: one that was mended often is never cut in two by a page. */
    String OF_RUN = """
            SELECT item, how, detail, at FROM mend WHERE item IN (
              SELECT DISTINCT mend.item FROM mend JOIN item ON item.key = mend.item
              WHERE mend.item > %s + ?2 AND mend.item < %s AND item.state IN ('OK', 'SKIPPED')
              ORDER BY mend.item LIMIT 100)
            ORDER BY item, no""".formatted(Keys.FROM, Keys.TO);

    Database db();

    InstantSource clock();

    /** Bodies of more bytes are stored packed; 0 for none. */
    long compressOver();

    @Override
    default boolean bury(
            String run, long position, Reason reason, String message, @Nullable String result, boolean tell) {
        return db().write(s -> {
            long number = Keys.number(s, run);
            long key = Keys.key(number, position);
            if (s.update(BURY, reason.name(), message, result, clock().millis(), key) == 0) {
                return false;
            }
            if (tell) {
                s.update(TELL, key);
            }
            return s.update("UPDATE run SET dead = dead + 1 WHERE no = ?", number) == 1;
        });
    }

    @Override
    default boolean edit(String run, long position, String fields, String detail) {
        return db().write(s -> {
            long key = Keys.key(Keys.number(s, run), position);
            boolean dead = s.update(KEEP_ORIGINAL, key) == 1;
            return dead && s.update(EDIT, fields, key) == 1 && note(s, key, How.EDITED, detail);
        });
    }

    @Override
    default Given answer(String run, long position, String prompt, String body, String detail) {
        Body packed = Body.of(body, compressOver());
        return db().write(s -> {
            long key = Keys.key(Keys.number(s, run), position);
            Optional<LastCall> last = s.first(
                    LAST_CALL, row -> new LastCall(row.getString(2), row.getInt(3), row.getBoolean(4)), key, prompt);
            if (last.isEmpty() || last.get().edited()) {
                return last.isEmpty() ? Given.NEVER_ASKED : Given.EDITED_SINCE;
            }
            s.update(
                    ANSWER,
                    last.get().hash(),
                    key,
                    prompt,
                    last.get().pass(),
                    clock().millis(),
                    packed.stored(),
                    packed.bytes());
            note(s, key, How.ANSWERED, detail);
            return Given.KEPT;
        });
    }

    /**
     * The last call made for a prompt.
     *
     * @param edited whether the item's fields were changed after it
     */
    record LastCall(String hash, int pass, boolean edited) {}

    private boolean note(Session s, long key, How how, String detail) throws SQLException {
        return s.update(NOTE, key, clock().millis(), how.name(), detail) == 1;
    }

    @Override
    default List<Mend> mends(String run, long position) {
        return db().read(s -> s.all(OF_ITEM, MendTable::mend, run, position));
    }

    @Override
    default Iterator<Mend> mends(String run) {
        return db().pages(after -> s -> s.all(OF_RUN, MendTable::mend, run, after), Mend::position);
    }

    private static Mend mend(ResultSet row) throws SQLException {
        return new Mend(
                row.getLong(1) & Items.MAX_POSITION,
                How.valueOf(row.getString(2)),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)));
    }
}
