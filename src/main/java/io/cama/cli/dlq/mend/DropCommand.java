package io.cama.cli.dlq.mend;

import io.cama.cli.follow.Tally;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.work.Batch;
import io.cama.cli.work.Logging;
import io.cama.cli.work.Preflight;
import io.cama.flow.letter.LetGo;
import io.cama.flow.standing.Standing;
import io.cama.flow.standing.StandingBook;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.ops.Purpose;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cama dlq drop}: nobody wants them any more. */
@Command(
        name = "drop",
        sortOptions = false,
        description = {
            "Give dead letters up: they end as skipped, and the receipt says who was dropped and when.",
            "The receipts and dead letters' files of their runs are published anew; nothing is asked. Of runs whose job",
            "is not there any more they stay as they are. Where cama run is at work, it does so."
        })
public final class DropCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Chosen letters = new Chosen();

    @Option(names = "--yes", description = "Do it; without this, nothing is dropped.")
    private boolean yes;

    public DropCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        letters.require(Objects.requireNonNull(spec).commandLine());
        Logging.start(globals, "ERROR");
        Workplace place = globals.workplace();
        Map<Run, List<Long>> chosen = letters.find(globals, place);
        if (!yes) {
            throw new Refusal(
                    Exit.REFUSED,
                    Tally.number(Chosen.count(place, chosen), "dead letter") + " of "
                            + Tally.number(chosen.size(), "run") + " would be dropped",
                    "give --yes to do it; they cannot be tried again then");
        }
        for (Run run : chosen.keySet()) {
            Standing.requireJob(Standing.require(new StandingBook(place.home())), run.job());
        }
        LettersAtWork atWork = new LettersAtWork(globals, place);
        Orphans orphans = Orphans.of(place, chosen);
        int exit = atWork.isHeld()
                ? atWork.letGo(
                        Action.LETTERS_DROP,
                        chosen,
                        null,
                        run -> run.state() == RunState.DONE && orphans.jobs().containsKey(run))
                : here(place, orphans);
        orphans.told(globals);
        return exit;
    }

    /** Drops them in this process. */
    private int here(Workplace place, Orphans orphans) throws Exception {
        Map<Run, List<Long>> chosen = orphans.jobs();
        for (Run run : chosen.keySet()) {
            new Preflight(place).measurable(run.job(), run.model());
            Preflight.outbox(Path.of(run.outbox()));
        }
        if (!orphans.gone().isEmpty()) {
            orphans.drop(place);
        }
        if (chosen.isEmpty()) {
            return Exit.OK;
        }
        Set<String> jobs = chosen.keySet().stream().map(Run::job).collect(Collectors.toSet());
        return new Batch(globals, place, run -> globals.command("resume " + run.id()))
                .run(
                        new Purpose(place.program(), jobs, Purpose.Mode.BATCH, 0),
                        new LinkedHashMap<>(),
                        (application, interruption) -> {
                            chosen.forEach((run, positions) -> {
                                int gone = application.mend(new LetGo(run.id(), positions, true, null));
                                place.note(
                                        new Done(Action.LETTERS_DROP, run.id(), "", gone + " dropped", gone > 0, ""));
                            });
                            return chosen.keySet().stream()
                                    .filter(run -> run.state() == RunState.DONE)
                                    .map(Run::id)
                                    .toList();
                        });
    }
}
