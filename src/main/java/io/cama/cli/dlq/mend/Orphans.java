package io.cama.cli.dlq.mend;

import io.cama.cli.follow.Tally;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.config.ConfigException;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Run;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead letters of jobs that are not there any more, each run with the positions that are meant.
 *
 * @param jobs of the same choice those whose job is there, or is not sound
 */
record Orphans(Map<Run, List<Long>> gone, Map<Run, List<Long>> jobs) {
    static Orphans of(Workplace place, Map<Run, List<Long>> chosen) {
        Map<Run, List<Long>> gone = new LinkedHashMap<>();
        Map<Run, List<Long>> there = new LinkedHashMap<>();
        chosen.forEach((run, positions) -> (isThere(place, run.job()) ? there : gone).put(run, positions));
        return new Orphans(gone, there);
    }

    private static boolean isThere(Workplace place, String job) {
        try {
            return place.folders().require(job).name().equals(job);
        } catch (ConfigException problem) {
            return !problem.finding().file().equals("job \"" + job + "\"");
        }
    }

    /** Names those that stay as they are, and says what to do about them. */
    void name(Globals globals, Workplace place) {
        gone.forEach((run, positions) -> globals.shell()
                .err()
                .println("error: " + Tally.number(Chosen.count(place, Map.of(run, positions)), "dead letter")
                        + " of " + run.input() + " (run " + run.id() + "): there is no job \"" + run.job()
                        + "\" any more\n  Do: give its folder that name again, or "
                        + globals.command("dlq drop --run " + run.id() + " --yes")));
        globals.shell().err().flush();
    }

    /** The exit code of the whole, of which the others came to this one. */
    int exit(int others) {
        return gone.isEmpty() ? others : Exit.worst(List.of(others, Exit.CONFIG));
    }

    /** Drops them; their runs stay as they are, since nobody could publish them. */
    void drop(Workplace place) {
        try (Ledger ledger = SqliteLedger.open(place.ledger(), InstantSource.system(), GroupCommit.DEFAULT)) {
            gone.forEach((run, positions) -> {
                int dropped = ledger.drop(run.id(), positions, false);
                place.note(new Done(Action.LETTERS_DROP, run.id(), "", dropped + " dropped", dropped > 0, ""));
            });
        }
    }

    /** Says what became of outputs that nobody can write. */
    void told(Globals globals) {
        gone.keySet()
                .forEach(run -> globals.say("The outputs of " + run.input() + " (run " + run.id()
                        + ") stay as they are: there is no job \"" + run.job() + "\" any more."));
    }
}
