package io.cama.cli.dlq.mend;

import io.cama.cli.handover.HandOver;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.steer.Steer;
import io.cama.flow.choice.Retake;
import io.cama.model.Run;
import io.cama.ops.control.Action;
import io.cama.ops.control.wish.Details;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Has the process that holds the home folder let go of dead letters, and follows what becomes of their runs. */
final class LettersAtWork {
    private final Globals globals;
    private final Workplace place;
    private final Steer steer;

    LettersAtWork(Globals globals, Workplace place) {
        this.globals = globals;
        this.place = place;
        this.steer = new Steer(globals, place);
    }

    /** Whether there is such a process. */
    boolean isHeld() {
        return steer.isHeld();
    }

    /**
     * Has it done, run by run. A run that it is refused for is named, and the others go on.
     *
     * @param retake how they are asked again, or null as they were asked last
     * @param ends whether there is an end of a run to wait for
     * @return the exit code
     * @throws Refusal if the process says nothing, or is no service; what was done before that stays done
     */
    int letGo(Action action, Map<Run, List<Long>> chosen, @Nullable Retake retake, Predicate<Run> ends)
            throws IOException {
        List<String> awaited = new ArrayList<>();
        int refused = Exit.OK;
        for (Map.Entry<Run, List<Long>> each : chosen.entrySet()) {
            Run run = each.getKey();
            try {
                steer.ask(action, run.id(), Details.of(each.getValue(), retake));
                if (ends.test(run)) {
                    awaited.add(run.id());
                }
            } catch (Refusal one) {
                if (one.exit() != Exit.NOTHING) {
                    throw one;
                }
                refused = one.exit();
                globals.shell().err().println("error: " + one.getMessage());
            }
        }
        int ended = new HandOver(globals, place, run -> globals.command("resume " + run.id())).await(awaited);
        return Exit.worst(List.of(refused, ended));
    }
}
