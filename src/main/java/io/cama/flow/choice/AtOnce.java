package io.cama.flow.choice;

import io.cama.model.Failure;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import java.util.Map;

/** How many calls of one prompt are in flight at once, {@code cama.concurrency} in its front matter. */
public final class AtOnce {
    private static final int MOST = 1024;

    private AtOnce() {}

    /**
     * The number, 0 where the prompt says none.
     *
     * @throws io.cama.model.EndpointFault if it is no whole number from 1 to 1,024
     */
    public static int of(Prompt prompt) {
        if (prompt.ext().isEmpty()) {
            return 0;
        }
        Object said = prompt.ext().getOrDefault("cama", Map.of()).get("concurrency");
        if (said == null) {
            return 0;
        }
        if (said instanceof Number number && number.doubleValue() == number.intValue()) {
            int most = number.intValue();
            if (most >= 1 && most <= MOST) {
                return most;
            }
        }
        throw Failure.of(
                        Reason.CONFIG,
                        "prompt %s: cama.concurrency is \"%s\" and should be a whole number from 1 to %d"
                                .formatted(prompt.name(), said, MOST))
                .asFault();
    }
}
