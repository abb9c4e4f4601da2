package io.cama.cli.shell;

import io.cama.ledger.Ledger;
import io.cama.model.Run;
import java.util.List;

/**
 * The runs of a ledger, by what a person types.
 *
 * @param ledger that knows them
 */
public record KnownRuns(Globals globals, Ledger ledger) {
    private static final int MOST = 1000;

    /**
     * The run of that id, or the only one whose id begins with it.
     *
     * @throws Refusal if there is none, or more than one
     */
    public Run require(String id) {
        return ledger.run(id).orElseGet(() -> beginningWith(id));
    }

    private Run beginningWith(String id) {
        List<Run> runs = ledger.runsBeginningWith(id, MOST);
        if (runs.size() == 1) {
            return runs.get(0);
        }
        throw new Refusal(
                Exit.NOTHING,
                runs.isEmpty() ? "there is no run " + id : runs.size() + " runs begin with " + id,
                globals.command("status") + " shows the runs there are");
    }

    /**
     * The id of a dead letter whose run is written in full, where what was typed begins such an id.
     *
     * @throws Refusal if there is no such run, or more than one
     */
    public String letter(String typed) {
        int dash = typed.lastIndexOf('-');
        return dash <= 0 || ledger.deadLetter(typed).isPresent()
                ? typed
                : require(typed.substring(0, dash)).id() + typed.substring(dash);
    }
}
