package io.cama.flow.attempt;

import io.cama.ledger.Replies.KeptReply;
import io.cama.model.Again;
import io.cama.model.Failure;
import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import io.cama.prompt.answer.RepairTurn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows a rejected reply: a function of the request and of that reply alone, so that it is found again in the
 * ledger without being asked again. A second repair turn takes the place of the first, so that the conversation does
 * not grow.
 */
public final class Turns {
    private static final String LIMIT = "maxOutputTokens";

    private Turns() {}

    /**
     * The request that follows: a repair turn for a reply that broke its form, the same with twice the room for one
     * that was cut off; empty for any other.
     */
    public static Optional<Try> after(Try asked, KeptReply rejected) {
        Reason reason = rejected.reason();
        if (reason == null) {
            return Optional.empty();
        }
        if (reason.again() == Again.REPAIR) {
            return repair(asked, rejected, reason);
        }
        return reason.again() == Again.DOUBLED ? doubled(asked) : Optional.empty();
    }

    private static Optional<Try> repair(Try asked, KeptReply rejected, Reason reason) {
        Reply reply = asked.candidate()
                .dialect()
                .read(
                        asked.candidate().provider(),
                        rejected.status(),
                        Map.of(),
                        rejected.body().getBytes(StandardCharsets.UTF_8));
        if (!(reply instanceof Reply.Answered answered)) {
            return Optional.empty();
        }
        List<Message> messages = new ArrayList<>(asked.base().messages());
        Failure failure = Failure.of(reason, rejected.why() == null ? "" : rejected.why());
        messages.addAll(RepairTurn.of(asked.base().prompt(), answered.text(), failure));
        Rendered turn = new Rendered(asked.base().prompt(), asked.base().input(), messages);
        return Optional.of(Try.of(asked.candidate(), asked.base(), turn));
    }

    private static Optional<Try> doubled(Try asked) {
        Prompt prompt = asked.base().prompt();
        if (!(prompt.config().get(LIMIT) instanceof Number limit)) {
            return Optional.empty();
        }
        Map<String, Object> config = new LinkedHashMap<>(prompt.config());
        config.put(LIMIT, 2 * limit.longValue());
        Rendered roomier = new Rendered(
                prompt.withConfig(config), asked.base().input(), asked.base().messages());
        return Optional.of(Try.of(asked.candidate(), roomier));
    }
}
