package io.cama.ops.embed;

import io.cama.flow.Flow;
import io.cama.model.Failure;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How Cama is at a moment.
 *
 * @param trouble what is wrong with this machine, such as a full disk, or null; nothing is begun until it has passed
 * @param breakers closed, open, half_open or isolated, by provider and model; those that were never called are not there
 * @param limitedBy what calls wait for, by provider; those that wait for nothing are not there
 * @param inFlight calls under way
 * @param open whether work is taken
 */
public record Health(
        @Nullable String trouble,
        Map<String, String> breakers,
        Map<String, String> limitedBy,
        long inFlight,
        boolean open) {
    static Health of(Flow flow, boolean closing) {
        Map<String, String> breakers = new TreeMap<>();
        flow.breakers()
                .stats()
                .forEach((name, stats) -> breakers.put(stats.provider() + "/" + stats.model(), stats.state()));
        String trouble = flow.ground().trouble().map(now -> text(now.failure())).orElse(null);
        return new Health(trouble, breakers, flow.switchboard().limitedBy(), flow.inFlight(), !closing);
    }

    private static String text(Failure failure) {
        return failure.reason() + ": " + failure.message() + "; " + failure.hint();
    }

    /** Whether work is taken, this machine is sound and every endpoint that was called answers. */
    public boolean isWell() {
        return open && trouble == null && breakers.values().stream().allMatch("closed"::equals);
    }
}
