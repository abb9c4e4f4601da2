package io.cama.ledger.sqlite.sent;

import io.cama.ledger.sent.Outgoing;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.Session;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Events as rows, one for each listener; what has arrived is gone. */
public interface EventTable extends Outgoing {
    String EVENT = "an event, which nobody is told of";

    String NOTE = "INSERT INTO event (listener, body) VALUES (?, ?)";

    String NOTE_ITEM_END = """
            INSERT INTO event (listener, body) SELECT ?4, ?3 WHERE NOT EXISTS (
              SELECT 1 FROM item WHERE key = %s + ?2 AND state <> 'PENDING')""".formatted(Keys.FROM);

    String NOTE_RUN_END = """
            INSERT INTO event (listener, body) SELECT ?3, ?2 FROM run
            WHERE id = ?1 AND state <> 'DONE' AND items = ok + dead + skipped AND again = 0""";

    String DROP_OTHERS = "DELETE FROM event WHERE listener NOT IN (SELECT value FROM json_each(?))";

    String DROP_OLDEST = """
            DELETE FROM event WHERE no IN (
              SELECT no FROM event WHERE listener = ?1
              ORDER BY no LIMIT max(0, (SELECT count(*) FROM event WHERE listener = ?1) - ?2))""";

    String OUTGOING = """
            SELECT no, body FROM event INDEXED BY event_listener
            WHERE listener = ? AND kept = ? AND no > ? ORDER BY no LIMIT 100""";

    String ARRIVED = "DELETE FROM event WHERE no = ?";

    String KEEP = "UPDATE event SET kept = 1, why = ? WHERE no = ?";

    Database db();

    @Override
    default CompletionStage<Integer> note(List<String> listeners, String body) {
        return each(EVENT, listeners, (s, listener) -> s.update(NOTE, listener, body));
    }

    @Override
    default CompletionStage<Integer> noteEnd(List<String> listeners, String body, String run, long position) {
        return each(EVENT, listeners, (s, listener) -> s.update(NOTE_ITEM_END, run, position, body, listener));
    }

    @Override
    default CompletionStage<Integer> noteEnd(List<String> listeners, String body, String run) {
        return each(EVENT, listeners, (s, listener) -> s.update(NOTE_RUN_END, run, body, listener));
    }

    @Override
    default CompletionStage<Integer> dropOthers(List<String> listeners) {
        String known = listeners.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        return db().writeLater("that the events of former listeners are dropped", s -> s.update(DROP_OTHERS, known));
    }

    @Override
    default CompletionStage<Integer> dropOldest(List<String> listeners, int most) {
        return each(
                "that the oldest events are dropped",
                listeners,
                (s, listener) -> s.update(DROP_OLDEST, listener, most));
    }

    /** Writes something for one listener, and returns how many rows that were. */
    interface Write {
        int to(Session s, String listener) throws SQLException;
    }

    private CompletionStage<Integer> each(String what, List<String> listeners, Write write) {
        return db().writeLater(what, s -> {
            int rows = 0;
            for (String listener : listeners) {
                rows += write.to(s, listener);
            }
            return rows;
        });
    }

    @Override
    default Iterator<Sent> outgoing(String listener, long after) {
        Iterator<Sent> untried = page(listener, false, after);
        Iterator<Sent> kept = page(listener, true, 0);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return untried.hasNext() || kept.hasNext();
            }

            @Override
            public Sent next() {
                return untried.hasNext() ? untried.next() : kept.next();
            }
        };
    }

    private Iterator<Sent> page(String listener, boolean kept, long from) {
        return db().pages(
                        after -> s -> s.all(
                                OUTGOING,
                                row -> new Sent(row.getLong(1), row.getString(2), kept),
                                listener,
                                kept,
                                Math.max(after, from)),
                        Sent::no);
    }

    @Override
    default void arrived(long no) {
        var unused =
                db().writeLater("that event " + no + " has arrived, which is sent again", s -> s.update(ARRIVED, no));
    }

    @Override
    default void kept(long no, String why) {
        db().write(s -> s.update(KEEP, why, no));
    }
}
