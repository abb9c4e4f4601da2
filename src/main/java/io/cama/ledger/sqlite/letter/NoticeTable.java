package io.cama.ledger.sqlite.letter;

import io.cama.ledger.Items;
import io.cama.ledger.letter.Notices;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;

/** Notices as rows; the index over those that have not arrived is as small as they are few. */
public interface NoticeTable extends Notices {
    String COLUMNS = "SELECT notice.item, run.id, run.job, tries, why, told FROM notice ";

    String OPEN = COLUMNS + """
            INDEXED BY notice_open JOIN run ON run.no = notice.item >> 40 JOIN item ON item.key = notice.item
            WHERE told IS NULL AND item.state = 'DEAD' AND notice.item > ? ORDER BY notice.item LIMIT 100""";

    String ONE = COLUMNS + "JOIN run ON run.id = ?1 WHERE notice.item = %s + ?2".formatted(Keys.FROM);

    String TOLD = "UPDATE notice SET told = ?, tries = tries + 1, why = NULL WHERE item = ? AND told IS NULL";

    String UNTOLD = "UPDATE notice SET tries = tries + 1, why = ? WHERE item = ? AND told IS NULL";

    Database db();

    InstantSource clock();

    @Override
    default Iterator<Notice> openNotices() {
        Iterator<Keyed> open =
                db().pages(after -> s -> s.all(OPEN, row -> new Keyed(row.getLong(1), notice(row)), after), Keyed::key);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return open.hasNext();
            }

            @Override
            public Notice next() {
                return open.next().notice();
            }
        };
    }

    /** A notice with the key of its item, which orders notices over all runs. */
    record Keyed(long key, Notice notice) {}

    @Override
    default Optional<Notice> notice(String run, long position) {
        return db().read(s -> s.first(ONE, NoticeTable::notice, run, position));
    }

    @Override
    default void told(String run, long position) {
        db().write(s -> s.update(TOLD, clock().millis(), Keys.key(Keys.number(s, run), position)));
    }

    @Override
    default void untold(String run, long position, String why) {
        db().write(s -> s.update(UNTOLD, why, Keys.key(Keys.number(s, run), position)));
    }

    private static Notice notice(ResultSet row) throws SQLException {
        long told = row.getLong(6);
        boolean open = row.wasNull();
        return new Notice(
                row.getString(2),
                row.getString(3),
                row.getLong(1) & Items.MAX_POSITION,
                row.getInt(4),
                row.getString(5),
                open ? null : Instant.ofEpochMilli(told));
    }
}
