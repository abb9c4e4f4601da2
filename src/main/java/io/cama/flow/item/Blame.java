package io.cama.flow.item;

import io.cama.flow.Causes;
import io.cama.flow.local.LocalCause;
import io.cama.model.Again;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.FaultKind;
import io.cama.model.Reason;
import io.cama.model.RunPaused;
import io.cama.output.RefusedOutputException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the failure in what was thrown. */
public final class Blame {
    private static final Duration AFTER_MIDNIGHT = Duration.ofHours(24).plusMinutes(5);

    private Blame() {}

    /** Thrown while an item was worked on: what is not known is a step of the job's own. */
    public static Failure of(@Nullable Throwable thrown) {
        return Causes.find(thrown, Fault.class)
                .map(Fault::failure)
                .or(() -> Causes.find(thrown, RefusedOutputException.class)
                        .map(refused -> Failure.of(Reason.CONFIG, String.valueOf(refused.getMessage()))))
                .orElseGet(() -> Failure.of(Reason.ROUTE_FAILED, Causes.describe(thrown)));
    }

    /** Thrown outside any item: nothing but files of ours is touched there, and refused outputs are the job's fault. */
    public static Failure ofRun(@Nullable Throwable thrown) {
        return Causes.find(thrown, RefusedOutputException.class).isPresent()
                ? of(thrown)
                : LocalCause.ofOurOwnFiles(thrown).orElseGet(() -> of(thrown));
    }

    /** When the other side says; a day's quota of which nothing is said is taken to be renewed at midnight, UTC. */
    static @Nullable Instant resumeAt(Failure failure, Instant now) {
        if (failure.pause() != null) {
            return now.plus(failure.pause());
        }
        return failure.reason() == Reason.QUOTA_DAILY
                ? now.truncatedTo(ChronoUnit.DAYS).plus(AFTER_MIDNIGHT)
                : null;
    }

    /**
     * Whether what was thrown is no fault of the item.
     *
     * @param paused whether its run is being stopped: a step that fails meanwhile is not the item's fault
     */
    public static boolean sparesItem(ItemWork work, @Nullable Throwable thrown, boolean paused) {
        if (LocalCause.of(thrown).isPresent()) {
            return true;
        }
        Optional<Failure> failure = Causes.find(thrown, Fault.class).map(Fault::failure);
        if (failure.isPresent()) {
            boolean open = failure.get().again() != Again.NEVER || work.open().get();
            return failure.get().kind() != FaultKind.ITEM || (open && paused);
        }
        return paused
                || Causes.find(thrown, RunPaused.class).isPresent()
                || Causes.find(thrown, InterruptedException.class).isPresent();
    }
}
