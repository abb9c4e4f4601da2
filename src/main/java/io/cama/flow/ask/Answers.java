package io.cama.flow.ask;

import io.cama.flow.attempt.Asking;
import io.cama.flow.attempt.Try;
import io.cama.flow.money.Costs;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.KeptReply;
import io.cama.ledger.Replies.Reading;
import io.cama.model.Failure;
import io.cama.model.FaultClass;
import io.cama.model.ItemFault;
import io.cama.model.Reply;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import io.cama.prompt.Answer;
import io.cama.prompt.AnswerReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a stored reply, checks it against its prompt, and notes the verdict with what the reply cost. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Ledger ledger;
    private final Costs costs;
    private final Counting counting;
    private final AnswerReader reader = new AnswerReader();

    /** @param counting tells the tokens of a call from what its reply says */
    public Answers(Ledger ledger, Costs costs, Counting counting) {
        this.ledger = ledger;
        this.costs = costs;
        this.counting = counting;
    }

    /** Tells the tokens of a call. */
    @FunctionalInterface
    public interface Counting {
        /**
         * The tokens of one call.
         *
         * @param said what the reply says
         */
        Usage of(Try asked, String job, String prompt, Usage said);
    }

    /**
     * Finds the answer in a stored reply and gives it to the asking.
     *
     * @param headers the reply came with, empty for one that was recalled
     * @return the tokens it took
     * @throws io.cama.model.Fault if it holds none; the reply is then kept as evidence and not recalled again
     */
    Usage check(Asking asking, Try asked, KeptReply kept, Map<String, String> headers) {
        Reply reply = read(asked, kept, headers);
        if (reply instanceof Reply.Failed failed) {
            reject(asking, asked, kept, null, failed.usage(), failed.failure(), notDone(failed));
            throw failed.failure().asFault();
        }
        Reply.Answered answered = (Reply.Answered) reply;
        Usage usage = counting.of(asked, asking.active().run().job(), asking.name(), answered.usage());
        try {
            Answer answer = reader.read(asked.base().prompt(), answered.text());
            String mended = mended(asking, answer);
            if (kept.verdict() != Verdict.GOOD || (mended != null && kept.why() == null)) {
                Long cost = costs.of(asked.candidate(), answered.model(), usage);
                charge(asking, kept, answered.model(), usage, cost);
                ledger.judge(kept.call(), Verdict.GOOD, new Reading(answered.model(), usage, cost, null, mended));
            }
            asking.work().calls().add(kept.call());
            asking.answered(kept, answer, asked.candidate());
            return usage;
        } catch (ItemFault fault) {
            reject(asking, asked, kept, answered.model(), usage, fault.failure(), false);
            throw fault;
        }
    }

    /** Only a reply given by hand has no status; it is the answer itself, in no provider's form. */
    private static Reply read(Try asked, KeptReply kept, Map<String, String> headers) {
        return kept.status() == 0
                ? new Reply.Answered(kept.body(), kept.model(), Usage.NONE, null)
                : asked.candidate()
                        .dialect()
                        .read(
                                asked.candidate().provider(),
                                kept.status(),
                                headers,
                                kept.body().getBytes(StandardCharsets.UTF_8));
    }

    /** What was mended, or null if nothing was. */
    private static @Nullable String mended(Asking asking, Answer answer) {
        if (answer.warnings().isEmpty()) {
            return null;
        }
        String mended = String.join("; ", answer.warnings());
        LOG.warn("mended a reply: {} run={} item={}", mended, asking.run(), asking.position());
        return mended;
    }

    /** Whether an error inside a 200 says that the model was never set to work, so that nothing was paid. */
    private static boolean notDone(Reply.Failed failed) {
        FaultClass sort = failed.failure().reason().faultClass();
        return failed.usage().equals(Usage.NONE)
                && (sort == FaultClass.RATE_LIMITED || sort == FaultClass.DEPENDENCY || sort == FaultClass.PERMANENT);
    }

    /** Only who has just called is charged; what is recalled was paid for before. */
    private static void charge(
            Asking asking, KeptReply kept, @Nullable String served, Usage usage, @Nullable Long cost) {
        if (kept.call() == asking.call()) {
            asking.active().watches().charged(asking, served, usage, cost);
        }
    }

    private void reject(
            Asking asking,
            Try asked,
            KeptReply kept,
            @Nullable String served,
            Usage usage,
            Failure failure,
            boolean free) {
        Long cost = free ? Long.valueOf(0) : costs.of(asked.candidate(), served, usage);
        charge(asking, kept, served, usage, cost);
        ledger.judge(
                kept.call(), Verdict.REJECTED, new Reading(served, usage, cost, failure.reason(), failure.message()));
    }
}
