package io.cama.cli.follow;

import io.cama.flow.local.Ground;
import io.cama.flow.local.LocalCause;
import io.cama.model.LocalFault;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.time.Duration;

/**
 * How long a local fault is waited out.
 *
 * @param most the longest
 */
public record Patience(Ground ground, Duration most) {
    /** Whether a run stands still only until a fault of this machine has passed. */
    public boolean waitsFor(Run run) {
        return concerns(run) && !isOver();
    }

    /** What is waited for, as {@code , waiting: …}; empty where no fault holds. */
    String text() {
        return ground.trouble()
                .map(trouble -> ", waiting: " + trouble.failure().message())
                .orElse("");
    }

    /** Whether a run stands still for a fault of the machine. */
    static boolean concerns(Run run) {
        return run.state() == RunState.PAUSED && LocalCause.isWhy(run.reason());
    }

    /** The ledger could not be read: waits as for any local fault. */
    public void met(LocalFault fault) {
        ground.gaveWay(fault.failure());
        if (isOver()) {
            throw fault;
        }
    }

    /** Whether a fault has held for longer than it is waited out, so that nothing more will come. */
    public boolean isOver() {
        return ground.shakyFor().compareTo(most) > 0;
    }
}
