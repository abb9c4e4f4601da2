package io.cama.ledger.sqlite.call;

import io.cama.ledger.Replies;
import io.cama.ledger.Spend;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is noted of calls. */
public interface CallTable extends Replies, Spend {
    /** A reply that comes after its call was given up has been paid for all the same. */
    String KEEP = """
            UPDATE call SET verdict = 'UNCHECKED', answered = ?, status = ?, body = ?, bytes = ?
            WHERE id = ? AND verdict IN ('ASKED', 'FAILED')""";

    String FAILED = """
            UPDATE call SET verdict = 'FAILED', answered = ?, reason = ?, why = ?, status = ?,
              body = coalesce(?, body), bytes = coalesce(?, bytes)
            WHERE id = ? AND verdict IN ('ASKED', 'UNCHECKED')""";

    String WITHDRAW = "DELETE FROM call WHERE id = ? AND verdict = 'ASKED'";

    /** Why a call failed is no longer of use once its late reply is good: there it says what was mended. */
    String JUDGE = """
            UPDATE call SET verdict = ?1, reason = coalesce(?2, reason), why = iif(?1 = 'GOOD', ?3, coalesce(?3, why)),
              served = ?4, cost = ?5, input_tokens = ?6, output_tokens = ?7, cached = ?8, cache_written = ?9,
              reasoning = ?10
            WHERE id = ?11""";

    String JUDGE_AGAIN =
            "UPDATE call SET verdict = ?, reason = coalesce(?, reason), why = coalesce(?, why) WHERE id = ?";

    String COUNT_TOKENS = """
            UPDATE run SET input_tokens = input_tokens + ?, output_tokens = output_tokens + ?, unpriced = unpriced + ?
            WHERE no = ? AND first_call <= ?""";

    String LEARN = """
            INSERT INTO size (model, job, prompt, calls, estimate, input, output, max_output)
            SELECT provider || '/' || call.model, run.job, prompt, 1, estimate, iif(estimate > 0, ?1, 0), ?2, ?2
            FROM call JOIN run ON run.no = item >> 40 WHERE call.id = ?3
            ON CONFLICT (model, job, prompt) DO UPDATE SET
              calls = calls + 1,
              estimate = estimate + excluded.estimate,
              input = input + excluded.input,
              output = output + excluded.output,
              max_output = max(max_output, excluded.max_output)""";

    Database db();

    InstantSource clock();

    /** Bodies of more bytes are stored packed; 0 for none. */
    long compressOver();

    @Override
    default long ask(Ask ask) {
        return ((Permission.Granted) ask(ask, Caps.NONE)).call();
    }

    @Override
    default void keep(long call, int status, String body) {
        Body packed = Body.of(body, compressOver());
        db().write(s -> {
            int changed = s.update(KEEP, clock().millis(), status, packed.stored(), packed.bytes(), call);
            if (changed == 0) {
                throw closed(call);
            }
            return changed;
        });
    }

    @Override
    default void failed(
            long call, Reason reason, String message, int status, @Nullable String body, boolean maybePaid) {
        Body packed = body == null ? null : Body.of(body, compressOver());
        db().write(s -> {
            Held held = Held.of(s, call).orElseThrow(() -> closed(call));
            int changed = s.update(
                    FAILED,
                    clock().millis(),
                    reason.name(),
                    message,
                    status,
                    packed == null ? null : packed.stored(),
                    packed == null ? null : packed.bytes(),
                    call);
            if (changed == 0) {
                throw closed(call);
            }
            if (maybePaid) {
                held.doubt(s);
            } else {
                held.settle(s, 0);
            }
            return changed;
        });
    }

    @Override
    default void withdraw(long call) {
        db().write(s -> {
            Held held = Held.of(s, call).orElseThrow(() -> closed(call));
            held.settle(s, 0);
            if (s.update(WITHDRAW, call) == 0) {
                throw closed(call);
            }
            s.update("UPDATE removed_call SET id = max(id, ?)", call);
            return s.update("UPDATE run SET calls = calls - 1 WHERE no = ? AND first_call <= ?", held.run(), call);
        });
    }

    @Override
    default void doubt(long call) {
        db().writeLater("the worst cost of call " + call + ", reserved until the next start", s -> {
            Optional<Held> reserved = Held.of(s, call).filter(held -> held.holding() == Held.RESERVED);
            if (reserved.isPresent()) {
                reserved.get().doubt(s);
            }
            return 0;
        });
    }

    private static IllegalArgumentException closed(long call) {
        return new IllegalArgumentException("call " + call + " waits for no reply: it has one, or was never made");
    }

    /**
     * {@inheritDoc}
     *
     * <p>A good verdict that is lost with the process leaves its call unsettled, and what an unsettled call had reserved
     * counts as spent at the next opening: a cap holds all the same, and the reply is judged again when it is recalled.
     */
    @Override
    default void judge(long call, Verdict verdict, Reading reading) {
        if (verdict == Verdict.GOOD) {
            db().writeLater(
                            "the good verdict on call " + call + ", whose worst cost counts as spent",
                            s -> judge(s, call, verdict, reading));
        } else if (verdict == Verdict.REJECTED) {
            db().write(s -> judge(s, call, verdict, reading));
        } else {
            throw new IllegalArgumentException("a reply is judged GOOD or REJECTED, not " + verdict);
        }
    }

    private static int judge(Session s, long call, Verdict verdict, Reading reading) throws SQLException {
        Optional<Held> held = Held.of(s, call);
        Verdict before = held.map(Held::verdict).orElse(Verdict.ASKED);
        String reason = reading.reason() == null ? null : reading.reason().name();
        if (before == Verdict.GOOD) {
            return s.update(JUDGE_AGAIN, verdict.name(), reason, reading.why(), call);
        }
        return before == Verdict.UNCHECKED ? judgeFirst(s, held.orElseThrow(), verdict, reason, reading) : 0;
    }

    private static int judgeFirst(Session s, Held held, Verdict verdict, @Nullable String reason, Reading reading)
            throws SQLException {
        Usage usage = reading.usage();
        Long cost = reading.cost();
        boolean used = usage.input() + usage.output() > 0;
        s.update(
                JUDGE,
                verdict.name(),
                reason,
                reading.why(),
                reading.model(),
                cost,
                usage.input(),
                usage.output(),
                usage.cached(),
                usage.cacheWritten(),
                usage.reasoning(),
                held.call());
        if (cost == null && !used) {
            held.doubt(s);
        } else {
            held.settle(s, cost == null ? 0 : cost);
        }
        if (used && verdict == Verdict.GOOD) {
            s.update(LEARN, usage.input(), usage.output(), held.call());
        }
        int unpriced = cost == null && used ? 1 : 0;
        return s.update(COUNT_TOKENS, usage.input(), usage.output(), unpriced, held.run(), held.call());
    }
}
