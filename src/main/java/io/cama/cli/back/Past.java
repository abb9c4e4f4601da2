package io.cama.cli.back;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.KnownRuns;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.ledger.Ledger;
import io.cama.model.Run;

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
                place.past()
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
        return new KnownRuns(globals, ledger).require(id);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
