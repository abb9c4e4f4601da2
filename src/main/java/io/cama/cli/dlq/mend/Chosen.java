package io.cama.cli.dlq.mend;

import io.cama.cli.dlq.Which;
import io.cama.cli.follow.Follow;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.KnownRuns;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.ledger.Ledger;
import io.cama.ledger.letter.Letters.Head;
import io.cama.model.DeadLetter;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The dead letters a command is to change: named, described, or all there are. */
final class Chosen {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "Dead letters, as cama dlq list shows them.")
    private List<String> ids = List.of();

    @Mixin
    private Which which = new Which();

    @Option(names = "--all", description = "All dead letters of all runs.")
    private boolean all;

    /** Makes sure that the command line says which are meant, and in one way only. */
    void require(CommandLine command) {
        int ways = (ids.isEmpty() ? 0 : 1) + (which.saysNothing() ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    command,
                    "say which: one or more IDs, or --run, --job, --reason and --text together as you like, or --all");
        }
    }

    /** One dead letter. */
    static DeadLetter letter(Globals globals, Ledger ledger, String id) {
        return ledger.deadLetter(new KnownRuns(globals, ledger).letter(id))
                .orElseThrow(() -> nothing(globals, "there is no dead letter " + id));
    }

    /** The runs to work on, each with the positions that are meant; none stands for all of them. */
    Map<Run, List<Long>> find(Globals globals, Workplace place) {
        try (Ledger ledger = place.past().orElse(null)) {
            if (ledger == null) {
                throw nothing(globals, "there is no ledger at " + place.ledger());
            }
            Map<Run, List<Long>> chosen = new LinkedHashMap<>();
            if (all) {
                ledger.runs(Integer.MAX_VALUE).stream()
                        .filter(each -> ledger.counts(each.id()).dead() > 0)
                        .forEach(each -> chosen.put(each, List.of()));
            } else if (!ids.isEmpty()) {
                ids.forEach(id -> {
                    DeadLetter letter = letter(globals, ledger, id);
                    add(chosen, ledger, letter.run(), letter.position());
                });
            } else if (which.narrows()) {
                for (Iterator<Head> found = ledger.letters(which.selection(new KnownRuns(globals, ledger)));
                        found.hasNext(); ) {
                    Head head = found.next();
                    add(chosen, ledger, head.run(), head.position());
                }
            } else {
                chosen.put(whole(globals, ledger, String.valueOf(which.run())), List.of());
            }
            if (chosen.isEmpty()) {
                throw nothing(globals, "there are no dead letters");
            }
            return chosen;
        }
    }

    /** How many dead letters these are. */
    static long count(Workplace place, Map<Run, List<Long>> chosen) {
        try (Ledger ledger = place.past().orElseThrow()) {
            return chosen.entrySet().stream()
                    .mapToLong(each -> each.getValue().isEmpty()
                            ? ledger.counts(each.getKey().id()).dead()
                            : each.getValue().size())
                    .sum();
        }
    }

    private static void add(Map<Run, List<Long>> chosen, Ledger ledger, String run, long position) {
        chosen.computeIfAbsent(ledger.run(run).orElseThrow(), none -> new ArrayList<>())
                .add(position);
    }

    private static Run whole(Globals globals, Ledger ledger, String run) {
        Run only = new KnownRuns(globals, ledger).require(run);
        boolean unfinished = !Follow.hasEnded(only) || only.state() == RunState.PAUSED;
        if (!unfinished && ledger.counts(only.id()).dead() == 0) {
            throw nothing(globals, "the run " + only.id() + " has no dead letters");
        }
        return only;
    }

    static Refusal nothing(Globals globals, String seen) {
        return new Refusal(
                Exit.NOTHING,
                seen,
                globals.command("dlq list") + " and " + globals.command("status") + " show what there is");
    }
}
