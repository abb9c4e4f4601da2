package io.cama.cli.follow;

import io.cama.cli.stop.Interruption;
import io.cama.ledger.Ledger;
import io.cama.llm.price.Money;
import io.cama.model.LocalFault;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Watches runs in the ledger until each of them has ended. */
public final class Follow {
    private static final Duration TICK = Duration.ofMillis(200);

    private final Ledger ledger;
    private final Progress progress;
    private final Interruption interruption;
    private final Supplier<Map<String, String>> limits;
    private final @Nullable Patience patience;

    /**
     * @param limits what calls wait for now, by provider
     * @param patience with this machine's faults, or null where another process waits them out
     */
    public Follow(
            Ledger ledger,
            Progress progress,
            Interruption interruption,
            Supplier<Map<String, String>> limits,
            @Nullable Patience patience) {
        this.limits = limits;
        this.patience = patience;
        this.ledger = ledger;
        this.progress = progress;
        this.interruption = interruption;
    }

    /** The runs as they ended: done, paused or rejected; or as they are when the process was told to end. */
    public List<Run> untilEnded(Collection<String> ids) {
        return untilEnded(ids, () -> true);
    }

    /**
     * The same, but no longer than somebody works on them.
     *
     * @param atWork whether somebody does
     */
    public List<Run> untilEnded(Collection<String> ids, BooleanSupplier atWork) {
        List<Run> runs = look(ids, List.of());
        boolean someone = true;
        while (someone && !isOver(runs, ids) && !interruption.await(TICK)) {
            someone = atWork.getAsBoolean();
            runs = look(ids, runs);
        }
        progress.clear();
        return runs;
    }

    /** @param before what was seen last, which counts while the ledger cannot be read */
    private List<Run> look(Collection<String> ids, List<Run> before) {
        try {
            List<Run> runs = runs(ids);
            progress.show(tally(runs), more(runs));
            return runs;
        } catch (LocalFault fault) {
            if (patience == null) {
                throw fault;
            }
            patience.met(fault);
            return before;
        }
    }

    private boolean isOver(List<Run> runs, Collection<String> ids) {
        boolean gaveUp = patience != null && patience.isOver();
        return gaveUp
                || (runs.size() == ids.size() && runs.stream().allMatch(run -> hasEnded(run) && !isWaitedOut(run)));
    }

    private boolean isWaitedOut(Run run) {
        return patience == null ? Patience.concerns(run) : patience.waitsFor(run);
    }

    /** Whether nobody works on the run now and nobody will by himself. */
    public static boolean hasEnded(Run run) {
        return run.state() == RunState.DONE || run.state() == RunState.PAUSED || run.state() == RunState.REJECTED;
    }

    private List<Run> runs(Collection<String> ids) {
        return ids.stream().flatMap(id -> ledger.run(id).stream()).toList();
    }

    /** The cost so far, and what holds the calls up. */
    private String more(List<Run> runs) {
        long spent =
                runs.stream().mapToLong(run -> ledger.cost(run.id()).spent()).sum();
        String limited = limits.get().values().stream().distinct().collect(Collectors.joining(", "));
        return (spent == 0 ? "" : ", " + Money.text(spent))
                + (limited.isEmpty() ? "" : ", limited by " + limited)
                + (patience == null ? "" : patience.text());
    }

    private Tally tally(List<Run> runs) {
        return Tally.sum(
                runs.stream().map(run -> Tally.of(run, ledger.counts(run.id()))).toList());
    }
}
