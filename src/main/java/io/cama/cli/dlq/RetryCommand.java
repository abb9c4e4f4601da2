package io.cama.cli.dlq;

import io.cama.cli.follow.Follow;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.work.Batch;
import io.cama.cli.work.Logging;
import io.cama.cli.work.Preflight;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.DeadLetter;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.ops.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama dlq retry}: dead letters become pending again, and their runs are published anew. */
@Command(
        name = "retry",
        description = {
            "Ask again for dead letters, and publish the outputs of their runs anew.",
            "A run named with --run that is paused goes on as well."
        })
public final class RetryCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Dead letters, as cama dlq list shows them.")
    private List<String> ids = List.of();

    @Option(names = "--run", paramLabel = "RUN", description = "All dead letters of this run.")
    private @Nullable String run;

    @Option(names = "--all", description = "All dead letters of all runs.")
    private boolean all;

    public RetryCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        int ways = (ids.isEmpty() ? 0 : 1) + (run == null ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "say which: one or more IDs, or --run RUN, or --all");
        }
        Logging.start(globals, "ERROR");
        Workplace place = globals.workplace();
        Map<Run, List<Long>> chosen = chosen(place);
        Set<String> jobs = chosen.keySet().stream().map(Run::job).collect(Collectors.toSet());
        for (Run each : chosen.keySet()) {
            new Preflight(place).job(each.job(), each.model());
        }
        return new Batch(globals, place, each -> globals.command("dlq retry --run " + each.id()))
                .run(
                        new Purpose(place.program(), jobs, Purpose.Mode.BATCH, 0),
                        new LinkedHashMap<>(),
                        (application, interruption) -> {
                            List<String> runs = new ArrayList<>();
                            for (Map.Entry<Run, List<Long>> one : chosen.entrySet()) {
                                application.retry(one.getKey().id(), one.getValue());
                                runs.add(one.getKey().id());
                            }
                            return runs;
                        });
    }

    /** The runs to work on, each with the positions to retry; none stands for all of them. */
    private Map<Run, List<Long>> chosen(Workplace place) {
        try (Ledger ledger = SqliteLedger.openReadOnly(place.ledger()).orElse(null)) {
            if (ledger == null) {
                throw nothing("there is no ledger at " + place.ledger());
            }
            Map<Run, List<Long>> chosen = ids.isEmpty() ? byRun(ledger) : byId(ledger);
            if (chosen.isEmpty()) {
                throw nothing("there are no dead letters");
            }
            return chosen;
        }
    }

    private Map<Run, List<Long>> byId(Ledger ledger) {
        Map<Run, List<Long>> chosen = new LinkedHashMap<>();
        for (String id : ids) {
            DeadLetter letter = ledger.deadLetter(id).orElseThrow(() -> nothing("there is no dead letter " + id));
            Run owner = ledger.run(letter.run()).orElseThrow(() -> nothing("there is no run " + letter.run()));
            chosen.computeIfAbsent(owner, none -> new ArrayList<>()).add(letter.position());
        }
        return chosen;
    }

    private Map<Run, List<Long>> byRun(Ledger ledger) {
        Map<Run, List<Long>> chosen = new LinkedHashMap<>();
        if (run == null) {
            ledger.runs(Integer.MAX_VALUE).stream()
                    .filter(each -> ledger.counts(each.id()).dead() > 0)
                    .forEach(each -> chosen.put(each, List.of()));
            return chosen;
        }
        Run only = ledger.run(run).orElseThrow(() -> nothing("there is no run " + run));
        boolean unfinished = !Follow.hasEnded(only) || only.state() == RunState.PAUSED;
        if (!unfinished && ledger.counts(run).dead() == 0) {
            throw nothing("the run " + run + " has no dead letters");
        }
        chosen.put(only, List.of());
        return chosen;
    }

    private Refusal nothing(String seen) {
        return new Refusal(
                Exit.NOTHING,
                seen,
                globals.command("dlq list") + " and " + globals.command("status") + " show what there is");
    }
}
