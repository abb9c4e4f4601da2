package io.cama.cli.ledger;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama ledger new}: an empty ledger where one was lost. */
@Command(
        name = "new",
        description = {
            "Make an empty ledger where one was lost for good.",
            "Files that were claimed are taken up at the next start of cama run, and every reply is bought again.",
            "A ledger that is there is never replaced: move it away first."
        })
public final class LedgerNewCommand implements Callable<Integer> {
    private final Globals globals;

    public LedgerNewCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Workplace place = globals.workplace();
        Path file = place.ledger();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(
                    Exit.REFUSED,
                    "there is a ledger at " + file,
                    "move it away, with its -wal, if it is to be given up");
        }
        SqliteLedger.open(file, InstantSource.system(), GroupCommit.DEFAULT).close();
        place.note(new Done(Action.LEDGER_NEW, file.toString(), "missing", "empty", true, ""));
        globals.say("Made an empty ledger at " + file + ".");
        return Exit.OK;
    }
}
