package io.cama.cli.back;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.Run;
import java.util.List;

/** The ledger of a home folder, to look at. */
record Past(Globals globals, Ledger ledger) implements AutoCloseable {
    /**
     * Opens it, whether or not another process works with it.
     *
     * @throws Refusal if there is none yet
     */
    static Past open(Globals globals, Workplace place) {
        return new Past(
                globals,
                SqliteLedger.openReadOnly(place.ledger())
                        .orElseThrow(() -> new Refusal(
                                Exit.NOTHING,
                                "there is no ledger at " + place.ledger(),
                                "name the home folder with -C; nothing has been worked on in this one")));
    }

    /**
     * The run of that id, or the only one whose id begins with it.
     *
     * @throws Refusal if there is none, or more than one
     */
    Run run(String id) {
        return ledger.run(id).orElseGet(() -> beginningWith(id));
    }

    private Run beginningWith(String id) {
        List<Run> runs = id.isEmpty()
                ? List.of()
                : ledger.runs(Integer.MAX_VALUE).stream()
                        .filter(run -> run.id().startsWith(id))
                        .toList();
        if (runs.size() == 1) {
            return runs.get(0);
        }
        throw new Refusal(
                Exit.NOTHING,
                runs.isEmpty() ? "there is no run " + id : runs.size() + " runs begin with " + id,
                globals.command("status") + " shows the runs there are");
    }

    @Override
    public void close() {
        ledger.close();
    }
}
