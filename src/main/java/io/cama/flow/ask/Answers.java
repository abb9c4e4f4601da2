package io.cama.flow.ask;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.KeptReply;
import io.cama.ledger.Replies.Reading;
import io.cama.model.Failure;
import io.cama.model.ItemFault;
import io.cama.model.Reply;
import io.cama.model.Verdict;
import io.cama.prompt.Answer;
import io.cama.prompt.AnswerReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a stored reply, checks it against its prompt, and notes the verdict. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Ledger ledger;
    private final AnswerReader reader = new AnswerReader();

    public Answers(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The answer a stored reply holds.
     *
     * @throws io.cama.model.Fault if it holds none; the reply is then kept as evidence and not recalled again
     */
    Answer check(Asking asking, KeptReply kept) {
        Reply reply = asking.dialect()
                .read(asking.provider(), kept.status(), Map.of(), kept.body().getBytes(StandardCharsets.UTF_8));
        if (reply instanceof Reply.Answered answered) {
            return check(asking, kept, answered);
        }
        Failure failure = ((Reply.Failed) reply).failure();
        ledger.judge(
                kept.call(), Verdict.REJECTED, new Reading(null, ((Reply.Failed) reply).usage(), failure.message()));
        throw failure.asFault();
    }

    private Answer check(Asking asking, KeptReply kept, Reply.Answered answered) {
        try {
            Answer answer = reader.read(asking.prompt(), answered.text());
            answer.warnings()
                    .forEach(warning -> LOG.debug("{} run={} item={}", warning, asking.run(), asking.position()));
            if (kept.verdict() != Verdict.GOOD) {
                ledger.judge(kept.call(), Verdict.GOOD, new Reading(answered.model(), answered.usage(), null));
            }
            asking.work().calls().add(kept.call());
            return answer;
        } catch (ItemFault fault) {
            ledger.judge(
                    kept.call(),
                    Verdict.REJECTED,
                    new Reading(
                            answered.model(), answered.usage(), fault.failure().message()));
            throw fault;
        }
    }
}
