package io.cama.ledger.sqlite.letter;

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
public interface DeadLetterTable extends DeadLetters {
    String COLUMNS = "SELECT key, run.id, job, line, fields, item.reason, coalesce(message, ''), at FROM item ";

    String IN_ORDER = COLUMNS + """
            INDEXED BY item_dead JOIN run ON run.id = ?1
            WHERE item.state = 'DEAD' AND item.result IS NULL AND key > %s + ?2 AND key < %s
            ORDER BY key LIMIT 100""".formatted(Keys.FROM, Keys.TO);

    String ONE = COLUMNS + "JOIN run ON run.id = ?1 WHERE item.state = 'DEAD' AND key = %s + ?2".formatted(Keys.FROM);

    String CALLS = "SELECT body FROM call WHERE item = ? ORDER BY id";

    Database db();

    @Override
    default Iterator<DeadLetter> deadLetters(String run) {
        return db().pages(after -> s -> s.all(IN_ORDER, row -> read(s, row), run, after), DeadLetter::position);
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
