package io.cama.cli.cache;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.steer.Steer;
import io.cama.flow.receipt.Receipt;
import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import io.cama.ops.control.wish.Details;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cama cache clear}: removes replies for good. */
@Command(
        name = "clear",
        description = {
            "Remove replies for good; what is asked for again is bought again.",
            "Those that a run refers to which is not over, or whose receipt is still there, stay.",
            "Where another cama is at work, it does so."
        })
public final class CacheClearCommand implements Callable<Integer> {
    private final Globals globals;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Which which = new Which();

    @Option(names = "--yes", description = "Do it; without this, nothing is removed.")
    private boolean yes;

    public CacheClearCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Selection selection = which.selection(Objects.requireNonNull(spec).commandLine(), clock.instant());
        Workplace place = globals.workplace();
        if (!yes) {
            throw new Refusal(
                    Exit.REFUSED,
                    which.words() + " in " + place.ledger() + " would be removed for good",
                    "give --yes to do it; cama cache export FILE keeps a copy");
        }
        Steer steer = new Steer(globals, place);
        long removed = 0;
        if (steer.isHeld()) {
            removed = steer.ask(Action.CACHE_CLEAR, "", Details.of(selection)).count();
        } else if (Files.exists(place.ledger())) {
            try (Ledger ledger = CacheImportCommand.open(place, clock)) {
                removed = ledger.clear(selection, Receipt::isKept);
                place.note(
                        new Done(Action.CACHE_CLEAR, which.words(), "", removed + " replies removed", removed > 0, ""));
            }
        }
        globals.print(
                globals.json()
                        ? JsonText.of(Map.of("removed", removed))
                        : "removed " + removed + (removed == 1 ? " reply" : " replies"));
        globals.say(
                "What unfinished runs refer to stays, and so does what a run refers to whose receipt is in the outbox.");
        return Exit.OK;
    }
}
