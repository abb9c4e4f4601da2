package io.cama.ledger.sqlite;

import io.cama.ledger.Replies;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Reason;
import io.cama.model.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The calls as rows. */
interface ReplyTable extends Replies {
    String ASK = """
            INSERT INTO call (hash, attempt, item, prompt, pass, provider, model, asked, verdict)
            SELECT ?1, coalesce(max(attempt), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, 'ASKED' FROM call WHERE hash = ?1
            RETURNING id""";

    /** A reply that comes after its call was given up has been paid for all the same. */
    String KEEP = """
            UPDATE call SET verdict = 'UNCHECKED', answered = ?, status = ?, body = ?
            WHERE id = ? AND verdict IN ('ASKED', 'FAILED')""";

    String COUNT_TOKENS = """
            UPDATE run SET input_tokens = input_tokens + ?, output_tokens = output_tokens + ?
            WHERE no = ? AND first_call <= ?""";

    String FAILED = """
            UPDATE call SET verdict = 'FAILED', answered = ?, reason = ?, why = ?, status = ?, body = coalesce(?, body)
            WHERE id = ? AND verdict IN ('ASKED', 'UNCHECKED')""";

    String JUDGE = """
            UPDATE call SET verdict = ?, why = coalesce(?, why), served = ?, input_tokens = ?, output_tokens = ?
            WHERE id = ? AND verdict IN ('UNCHECKED', 'GOOD')
            RETURNING item >> 40""";

    String REPLY = "SELECT id, hash, attempt, verdict, status, body, served, input_tokens, output_tokens FROM call ";

    String RECALL = REPLY + "WHERE hash = ? AND verdict IN ('UNCHECKED', 'GOOD') ORDER BY attempt DESC LIMIT 1";

    String ATTEMPTS = """
            SELECT count(*) FROM call
            WHERE item = %s + ?2 AND id >= (SELECT first_attempt FROM run WHERE run.id = ?1) AND prompt = ?3 AND pass = ?4""".formatted(ItemTable.FROM);

    String OF_ITEM = REPLY + """
            WHERE id IN (
              SELECT id FROM call WHERE item = %1$s + ?2
              UNION SELECT value FROM item, json_each(item.calls) WHERE item.key = %1$s + ?2)
            ORDER BY id""".formatted(ItemTable.FROM);

    String SERVED_BY = "SELECT served.model, replies FROM run JOIN served ON served.run = run.no WHERE run.id = ?";

    /** Of the unanswered calls, those of an earlier process, and those whose item has ended without them. */
    String LOST = """
            SELECT count(*) FROM call INDEXED BY call_asked
            WHERE verdict = 'ASKED' AND item > %s AND item < %s
              AND id >= (SELECT first_call FROM run WHERE run.id = ?1)
              AND (id < (SELECT first_call FROM opening ORDER BY no DESC LIMIT 1)
                OR (SELECT state FROM item WHERE key = call.item) <> 'PENDING')""".formatted(ItemTable.FROM, ItemTable.TO);

    Database db();

    InstantSource clock();

    @Override
    default long ask(Ask ask) {
        return db().write(s -> {
            long number = RunTable.number(s, ask.run());
            s.update("UPDATE run SET calls = calls + 1 WHERE no = ?", number);
            return s.first(
                            ASK,
                            row -> row.getLong(1),
                            ask.hash(),
                            ItemTable.key(number, ask.position()),
                            ask.prompt(),
                            ask.pass(),
                            ask.provider(),
                            ask.model(),
                            clock().millis())
                    .orElseThrow();
        });
    }

    @Override
    default void keep(long call, int status, String body) {
        db().write(s -> {
            int changed = s.update(KEEP, clock().millis(), status, body, call);
            if (changed == 0) {
                throw closed(call);
            }
            return changed;
        });
    }

    @Override
    default void failed(long call, Reason reason, String message, int status, @Nullable String body) {
        db().write(s -> {
            int changed = s.update(FAILED, clock().millis(), reason.name(), message, status, body, call);
            if (changed == 0) {
                throw closed(call);
            }
            return changed;
        });
    }

    private static IllegalArgumentException closed(long call) {
        return new IllegalArgumentException("call " + call + " waits for no reply: it has one, or was never made");
    }

    @Override
    default void judge(long call, Verdict verdict, Reading reading) {
        if (verdict == Verdict.GOOD) {
            db().writeLater(s -> judge(s, call, verdict, reading));
        } else if (verdict == Verdict.REJECTED) {
            db().write(s -> judge(s, call, verdict, reading));
        } else {
            throw new IllegalArgumentException("a reply is judged GOOD or REJECTED, not " + verdict);
        }
    }

    private static int judge(Session s, long call, Verdict verdict, Reading reading) throws SQLException {
        long in = reading.usage().input();
        long out = reading.usage().output();
        Optional<Long> run =
                s.first(JUDGE, row -> row.getLong(1), verdict.name(), reading.why(), reading.model(), in, out, call);
        return run.isEmpty() ? 0 : s.update(COUNT_TOKENS, in, out, run.get(), call);
    }

    @Override
    default Optional<KeptReply> recall(String hash) {
        return db().read(s -> s.first(RECALL, ReplyTable::read, hash));
    }

    @Override
    default int attempts(String run, long position, String prompt, int pass) {
        return db().read(s -> s.first(ATTEMPTS, row -> row.getInt(1), run, position, prompt, pass))
                .orElse(0);
    }

    @Override
    default List<KeptReply> replies(String run, long position) {
        return db().read(s -> s.all(OF_ITEM, ReplyTable::read, run, position));
    }

    @Override
    default RunUsage usage(String run) {
        return db().read(s -> {
            Map<String, Long> models = new TreeMap<>();
            s.all(SERVED_BY, row -> models.put(row.getString(1), row.getLong(2)), run);
            long lost = s.first(LOST, row -> row.getLong(1), run).orElse(0L);
            return s.first(
                            "SELECT calls, input_tokens, output_tokens FROM run WHERE id = ?",
                            row -> new RunUsage(row.getLong(1), row.getLong(2), row.getLong(3), models, lost),
                            run)
                    .orElseGet(() -> new RunUsage(0, 0, 0, models, lost));
        });
    }

    private static KeptReply read(ResultSet row) throws SQLException {
        String body = row.getString(6);
        return new KeptReply(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                Verdict.valueOf(row.getString(4)),
                row.getInt(5),
                body == null ? "" : body,
                row.getString(7),
                row.getLong(8),
                row.getLong(9));
    }
}
