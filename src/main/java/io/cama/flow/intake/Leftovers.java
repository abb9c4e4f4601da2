package io.cama.flow.intake;

import io.cama.ledger.Ledger;
import io.cama.ledger.fault.LedgerException;
import io.cama.model.Held;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an earlier process left in {@code work/}: each input goes where it belongs, to be called before any run is taken. */
public record Leftovers(Home home, Ledger ledger) {
    /**
     * Ends what had ended: inputs of finished runs move on, copies of no run and half-made folders are deleted.
     *
     * @return files that were claimed and are no run yet
     */
    public List<Path> settle() throws IOException {
        List<Run> runs = ledger.runs(Integer.MAX_VALUE);
        Set<Path> needed = runs.stream()
                .filter(run -> !isOver(run))
                .map(run -> Path.of(run.source()))
                .collect(Collectors.toSet());
        for (Run run : runs) {
            Path source = Path.of(run.source());
            if (run.state() == RunState.DONE && !needed.contains(source) && isOurs(source) && Files.exists(source)) {
                if (run.inbox()) {
                    home.done(source, run.job());
                } else {
                    home.discard(source);
                }
            }
        }
        for (Run run : runs) {
            moveOn(run);
        }
        List<Path> orphans = home.orphans(needed);
        home.sweep();
        return orphans;
    }

    /** Has the input of a run that somebody cancelled go where it belongs, unless it has, or another run works on it. */
    public void moveOn(Run run) throws IOException {
        Path source = Path.of(run.source());
        if (run.state() != RunState.REJECTED
                || !Held.isCancelled(run.reason())
                || !isOurs(source)
                || !Files.exists(source)
                || ledger.needs(run.source())) {
            return;
        }
        if (run.inbox()) {
            home.reject(source, run.job(), String.valueOf(run.reason()));
        }
        home.discard(source);
    }

    /**
     * Makes sure that a ledger which is not there was never there: inputs of runs say that it was, and a new one would
     * have everything bought again.
     *
     * @param file the ledger's
     * @throws LedgerException if it is missing and inputs are there
     */
    public static void requireLedger(Home home, Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> inputs = home.inputs();
        if (!inputs.isEmpty()) {
            throw new LedgerException(
                    "The ledger %s is missing, but the inputs of %s are there, such as %s.%n  Do: put a backup in its place; %s"
                            .formatted(
                                    file,
                                    inputs.size() == 1 ? "a run" : inputs.size() + " runs",
                                    inputs.get(0),
                                    "or make an empty one with cama ledger new, and every reply is bought again"),
                    null);
        }
    }

    private static boolean isOver(Run run) {
        return run.state() == RunState.DONE || run.state() == RunState.REJECTED;
    }

    /** A ledger that was moved here names files of another home. */
    private boolean isOurs(Path source) {
        return source.startsWith(home.root().resolve("work"));
    }
}
