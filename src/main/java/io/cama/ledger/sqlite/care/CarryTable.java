package io.cama.ledger.sqlite.care;

import io.cama.ledger.ReplyStore;
import io.cama.ledger.sqlite.call.Body;
import io.cama.ledger.sqlite.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Replies carried from one ledger to another. */
public interface CarryTable extends ReplyStore {
    /** The parameter {@code ?1} is not used. */
    String TO_EXPORT = "SELECT id FROM call WHERE verdict = 'GOOD' AND provider <> 'hand' AND " + RemovalTable.CHOSEN
            + " ORDER BY answered, id";

    String EXPORT = """
            SELECT hash, coalesce(call.job, run.job), prompt, provider || '/' || call.model, served, status, body,
              call.input_tokens, call.output_tokens, cost, answered
            FROM call LEFT JOIN run ON run.no = item >> 40 WHERE call.id IN (SELECT value FROM json_each(?))
            ORDER BY answered, call.id""";

    String HAS = "SELECT 1 FROM call WHERE hash = ? AND verdict = 'GOOD' LIMIT 1";

    String BRING = """
            INSERT INTO call (id, hash, attempt, item, pass, job, prompt, provider, model, served, status, body, bytes,
              input_tokens, output_tokens, cost, asked, answered, verdict)
            SELECT (SELECT id FROM next_call), ?1, coalesce(max(attempt), 0) + 1, 0, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
              ?10, ?11, ?12, ?13, ?13, 'GOOD'
            FROM call WHERE hash = ?1""";

    int PAGE = 100;

    Database db();

    /** Bodies of more bytes are stored packed; 0 for none. */
    long compressOver();

    @Override
    default Iterator<CarriedReply> export(Selection selection) {
        Instant before = selection.before();
        List<Long> calls = db().read(s -> s.all(
                TO_EXPORT,
                row -> row.getLong(1),
                null,
                selection.job(),
                selection.model(),
                before == null ? Long.MAX_VALUE : before.toEpochMilli()));
        return IntStream.iterate(0, from -> from < calls.size(), from -> from + PAGE)
                .mapToObj(from ->
                        calls.subList(from, Math.min(from + PAGE, calls.size())).toString())
                .flatMap(page -> db().read(s -> s.all(EXPORT, CarryTable::read, page)).stream())
                .iterator();
    }

    private static CarriedReply read(ResultSet row) throws SQLException {
        long cost = row.getLong(10);
        Long known = row.wasNull() ? null : cost;
        return new CarriedReply(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                Body.read(row, 7),
                row.getLong(8),
                row.getLong(9),
                known,
                Instant.ofEpochMilli(row.getLong(11)));
    }

    @Override
    default boolean bring(CarriedReply reply) {
        int slash = reply.model().indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("the model of a carried reply is provider/model, was " + reply.model());
        }
        Body packed = Body.of(reply.body(), compressOver());
        return db().write(s -> {
            if (s.first(HAS, row -> 1, reply.hash()).isPresent()) {
                return false;
            }
            s.update(
                    BRING,
                    reply.hash(),
                    reply.job(),
                    reply.prompt(),
                    reply.model().substring(0, slash),
                    reply.model().substring(slash + 1),
                    reply.served(),
                    reply.status(),
                    packed.stored(),
                    packed.bytes(),
                    reply.inputTokens(),
                    reply.outputTokens(),
                    reply.cost(),
                    reply.answered().toEpochMilli());
            return true;
        });
    }
}
