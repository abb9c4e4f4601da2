package io.cama.ops.log;

import io.cama.flow.Json;
import io.cama.flow.attempt.Asking;
import io.cama.flow.watch.Watch;
import io.cama.ledger.Replies.KeptReply;
import io.cama.model.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what is asked and answered, for whoever wants that; it may be anybody's secret, so nobody gets it unasked. */
public final class Conversation implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger("io.cama.conversation");

    @Override
    public void calling(Asking asking) {
        LOG.info(
                "{} is asked {}: {}",
                asking.now().candidate().name(),
                asking.name(),
                Json.line(asking.now().rendered().messages()));
    }

    @Override
    public void called(Asking asking, @Nullable Failure failure, Duration took) {
        KeptReply reply = asking.reply();
        if (failure != null) {
            LOG.info("{} failed to answer: {}", asking.now().candidate().name(), failure.reason());
        } else if (reply != null) {
            LOG.info("{} answered: {}", asking.now().candidate().name(), reply.body());
        }
    }
}
