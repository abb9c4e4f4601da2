package io.cama.cli.resume;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.KnownRuns;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.steer.Steer;
import io.cama.cli.work.Batch;
import io.cama.cli.work.Logging;
import io.cama.cli.work.Preflight;
import io.cama.ledger.Ledger;
import io.cama.llm.price.Money;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.ops.Purpose;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama resume}: runs that are paused, or were stopped, go on from where they are. */
@Command(
        name = "resume",
        description = {
            "Go on with runs that are paused or were stopped, and wait for their outputs. Where cama run is at work",
            "it goes on with them, and nothing is waited for. A job that was paused is taken up again."
        })
public final class ResumeCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "RUN|JOB",
            arity = "0..*",
            description = "Runs, as cama status shows them, or their beginnings; or names of jobs that are paused.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All runs that are not over.")
    private boolean all;

    @Option(
            names = "--max-cost",
            paramLabel = "USD",
            description =
                    "The most each of them may cost from its beginning, such as 1.50, in place of its former cap.")
    private @Nullable String maxCost;

    public ResumeCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (ids.isEmpty() != all) {
            throw new ParameterException(
                    command, "say which: one or more RUNs or JOBs, or --all; cama status shows them");
        }
        long cap = cap(command);
        Logging.start(globals, "ERROR");
        Workplace place = globals.workplace();
        Steer steer = new Steer(globals, place);
        List<String> named = new ArrayList<>();
        for (String id : ids) {
            if (steer.isJob(id)) {
                steer.say(Action.JOB_RESUME, id, "");
            } else {
                named.add(id);
            }
        }
        if (named.isEmpty() && !all) {
            return Exit.OK;
        }
        if (steer.isHeld() && cap == 0) {
            for (Run run : chosen(place, named)) {
                steer.say(Action.RUN_RESUME, run.id(), "");
            }
            return Exit.OK;
        }
        return here(place, chosen(place, named), cap);
    }

    /** Works on the runs in this process. */
    private int here(Workplace place, List<Run> runs, long cap) throws Exception {
        Preflight.home(place.home());
        Preflight preflight = new Preflight(place);
        for (Run run : runs) {
            Job job = preflight.job(run.job(), run.model());
            preflight.budget(job, run.model(), terms(run, cap).maxCost() > 0);
            Preflight.outbox(Path.of(run.outbox()));
        }
        Set<String> jobs = runs.stream().map(Run::job).collect(Collectors.toSet());
        return new Batch(globals, place, run -> globals.command("resume " + run.id()))
                .run(
                        new Purpose(place.program(), jobs, Purpose.Mode.BATCH, 0),
                        new LinkedHashMap<>(),
                        (application, interruption) -> {
                            runs.forEach(run -> {
                                application.resume(run, terms(run, cap));
                                place.note(new Done(
                                        Action.RUN_RESUME,
                                        run.id(),
                                        run.state() + (run.reason() == null ? "" : " (" + run.reason() + ")"),
                                        "ACCEPTED",
                                        true,
                                        ""));
                            });
                            return runs.stream().map(Run::id).toList();
                        });
    }

    /** The cap that was given, 0 for none. */
    private long cap(CommandLine command) {
        if (maxCost == null) {
            return 0;
        }
        try {
            long cap = Money.parse(maxCost);
            if (cap > 0) {
                return cap;
            }
        } catch (IllegalArgumentException unreadable) {
            throw new ParameterException(command, "--max-cost: " + unreadable.getMessage());
        }
        throw new ParameterException(
                command, "--max-cost must be more than 0, was " + maxCost + "; leave it out to keep the former cap");
    }

    private static Terms terms(Run run, long cap) {
        Terms before = run.terms();
        return cap == 0 ? before : new Terms(before.recall(), cap, before.failFast());
    }

    private List<Run> chosen(Workplace place, List<String> named) {
        try (Ledger ledger = place.past().orElse(null)) {
            if (ledger == null) {
                throw nothing("there is no ledger at " + place.ledger());
            }
            List<Run> runs = new ArrayList<>();
            if (all) {
                ledger.runs(Integer.MAX_VALUE).stream()
                        .filter(ResumeCommand::unfinished)
                        .forEach(runs::add);
            }
            for (String id : named) {
                Run run = new KnownRuns(globals, ledger).require(id);
                if (!unfinished(run)) {
                    throw nothing("the run " + run.id() + " is over: " + run.state());
                }
                runs.add(run);
            }
            if (runs.isEmpty()) {
                throw nothing("every run is over");
            }
            return runs;
        }
    }

    private static boolean unfinished(Run run) {
        return run.state() != RunState.DONE && run.state() != RunState.REJECTED;
    }

    private Refusal nothing(String seen) {
        return new Refusal(Exit.NOTHING, seen, globals.command("status") + " shows the runs there are");
    }
}
