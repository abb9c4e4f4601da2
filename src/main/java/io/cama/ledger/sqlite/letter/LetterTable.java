package io.cama.ledger.sqlite.letter;

import io.cama.ledger.Items;
import io.cama.ledger.letter.Letters;
import io.cama.ledger.sqlite.call.Body;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import io.cama.model.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Dead letters as they are looked through. */
public interface LetterTable extends Letters {
    /** The newest below a point in time and key, which the index gives in this order. */
    String NEWEST = """
            SELECT key, run.id, job, line, fields, item.reason, coalesce(message, ''), result IS NOT NULL, at
            FROM item INDEXED BY item_dead_at JOIN run ON run.no = item.key >> 40
            WHERE item.state = 'DEAD' AND (at, key) < (?1, ?2)
              AND (?3 IS NULL OR run.id = ?3) AND (?4 IS NULL OR run.job = ?4) AND (?5 IS NULL OR item.reason = ?5)
            ORDER BY at DESC, key DESC LIMIT 200""";

    String CALL_IDS = "SELECT id FROM call INDEXED BY call_item WHERE item = %s + ?2".formatted(Keys.FROM);

    String ORIGINAL = "SELECT original FROM letter WHERE item = %s + ?2 AND original IS NOT NULL".formatted(Keys.FROM);

    String RECORDED = """
            SELECT count(*) FROM item INDEXED BY item_dead
            WHERE state = 'DEAD' AND key > %s AND key < %s AND result IS NOT NULL""".formatted(Keys.FROM, Keys.TO);

    Database db();

    @Override
    default Iterator<Head> letters(Selection selection) {
        Reason reason = selection.reason();
        LetterPages pages = new LetterPages((at, key) -> db().read(s -> s.all(
                NEWEST,
                LetterTable::page,
                at,
                key,
                selection.run(),
                selection.job(),
                reason == null ? null : reason.name())));
        return selection.words().isEmpty() ? pages : new WordSearch(pages, selection.words(), this::bodies);
    }

    /** The replies of an item, read one at a time. */
    private Iterator<String> bodies(Head head) {
        Iterator<Long> ids = db().read(s -> s.all(CALL_IDS, row -> row.getLong(1), head.run(), head.position()))
                .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return ids.hasNext();
            }

            @Override
            public String next() {
                long id = ids.next();
                return db().read(s -> s.first("SELECT body FROM call WHERE id = ?", row -> Body.read(row, 1), id))
                        .orElse("");
            }
        };
    }

    @Override
    default Optional<String> original(String run, long position) {
        return db().read(s -> s.first(ORIGINAL, row -> row.getString(1), run, position));
    }

    @Override
    default long recorded(String run) {
        return db().read(s -> s.first(RECORDED, row -> row.getLong(1), run)).orElse(0L);
    }

    private static LetterPages.Page page(ResultSet row) throws SQLException {
        long key = row.getLong(1);
        return new LetterPages.Page(
                key,
                new Head(
                        row.getString(2),
                        row.getString(3),
                        key & Items.MAX_POSITION,
                        row.getLong(4),
                        row.getString(5),
                        Reason.valueOf(row.getString(6)),
                        row.getString(7),
                        row.getBoolean(8),
                        Instant.ofEpochMilli(row.getLong(9))));
    }
}
