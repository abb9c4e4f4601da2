package io.cama.ledger.sqlite;

import io.cama.ledger.DeadLetters;
import io.cama.ledger.Items;
import io.cama.ledger.sqlite.call.Body;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The items that are dead, with the calls made for them. */
interface DeadLetterTable extends DeadLetters {
    String COLUMNS = "SELECT key, run.id, job, line, fields, item.reason, coalesce(message, ''), at FROM item ";

    String IN_ORDER = COLUMNS + """
            INDEXED BY item_dead JOIN run ON run.id = ?1
            WHERE item.state = 'DEAD' AND key > %s + ?2 AND key < %s
            ORDER BY key LIMIT 100""".formatted(Keys.FROM, Keys.TO);

    String NEWEST = COLUMNS + """
            INDEXED BY item_dead_at JOIN run ON run.no = item.key >> 40
            WHERE item.state = 'DEAD'
              AND (?1 IS NULL OR run.id = ?1) AND (?2 IS NULL OR run.job = ?2) AND (?3 IS NULL OR item.reason = ?3)
            ORDER BY at DESC, key DESC LIMIT ?4""";

    String ONE = COLUMNS + "JOIN run ON run.id = ?1 WHERE item.state = 'DEAD' AND key = %s + ?2".formatted(Keys.FROM);

    String CALLS = "SELECT body FROM call WHERE item = ? ORDER BY id";

    /** A row that could not be read has nothing to ask: only its file can be mended. */
    String RETRY = "UPDATE item SET state = 'PENDING', reason = NULL, message = NULL, at = NULL"
            + " WHERE state = 'DEAD' AND reason NOT IN ('RAGGED_ROW', 'BAD_LINE') AND ";

    String RETRY_ALL = RETRY + "key > ? AND key < ?";

    Database db();

    @Override
    default Iterator<DeadLetter> deadLetters(String run) {
        return db().pages(after -> s -> s.all(IN_ORDER, row -> read(s, row), run, after), DeadLetter::position);
    }

    @Override
    default List<DeadLetter> deadLetters(DeadLetterQuery query) {
        Reason reason = query.reason();
        return db().read(s -> s.all(
                NEWEST,
                row -> read(s, row),
                query.run(),
                query.job(),
                reason == null ? null : reason.name(),
                query.limit()));
    }

    @Override
    default Optional<DeadLetter> deadLetter(String id) {
        int dash = id.lastIndexOf('-');
        if (dash < 0 || !id.substring(dash + 1).matches("[1-9][0-9]{0,12}")) {
            return Optional.empty();
        }
        long position = Long.parseLong(id.substring(dash + 1));
        return db().read(s -> s.first(ONE, row -> read(s, row), id.substring(0, dash), position));
    }

    @Override
    default int retryDead(String run, List<Long> positions) {
        return db().write(s -> {
            long number = Keys.number(s, run);
            int retried = 0;
            if (positions.isEmpty()) {
                retried = s.update(RETRY_ALL, Keys.key(number, 0), Keys.key(number + 1, 0));
            }
            for (Long position : positions) {
                retried += s.update(RETRY + "key = ?", Keys.key(number, position));
            }
            if (retried > 0) {
                s.update("UPDATE run SET dead = dead - ? WHERE no = ?", retried, number);
                GivenAgain.reopen(s, run);
            }
            return retried;
        });
    }

    private static DeadLetter read(Session s, ResultSet row) throws SQLException {
        long key = row.getLong(1);
        long position = key & Items.MAX_POSITION;
        String run = row.getString(2);
        List<String> calls = s.all(CALLS, call -> Body.read(call, 1), key);
        return new DeadLetter(
                run + "-" + position,
                run,
                row.getString(3),
                position,
                row.getLong(4),
                row.getString(5),
                Reason.valueOf(row.getString(6)),
                row.getString(7),
                calls.size(),
                calls.stream().filter(body -> !body.isEmpty()).toList(),
                Instant.ofEpochMilli(row.getLong(8)));
    }
}
