package io.cama.cli.handover;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.stop.Interruption;
import io.cama.flow.door.Doorstep;
import io.cama.flow.door.Errand;
import io.cama.flow.door.Offer;
import io.cama.flow.door.Word;
import io.cama.flow.door.Word.Stage;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cama drain}: has the process that holds the home folder finish its calls and end. */
@Command(
        name = "drain",
        description = {
            "End the process at work in this home folder: no new file, no new call; calls in flight may end",
            "within cama.shutdown.timeout. The next start goes on from there."
        })
public final class DrainCommand implements Callable<Integer> {
    private final Globals globals;

    @Option(names = "--wait", description = "Wait until it has ended, and say whether anything was cut off (75).")
    private boolean wait;

    public DrainCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        Workplace place = globals.workplace();
        Holder holder = new Holder(place.home(), place.ledger());
        if (!holder.isThere()) {
            throw new Refusal(
                    Exit.NOTHING,
                    "no process is at work in " + place.home(),
                    "nothing; " + globals.command("run") + " starts one");
        }
        String who = holder.text();
        Duration patience = place.settings().duration("cama.handover.wait");
        try (Interruption interruption = new Interruption(() -> {});
                Offer offer = new Doorstep(place.home()).offer(Errand.DRAIN, null)) {
            Contact contact = new Contact(holder, patience, interruption);
            if (!contact.isMade(offer)) {
                throw new Refusal(
                        Exit.LATER,
                        who + " does not answer within " + patience.toMillis() + " ms",
                        "send it SIGTERM; a second one ends it at once, and nothing is lost");
            }
            place.note(new Done(Action.DRAIN, "", "", "draining", true, ""));
            if (wait) {
                globals.say("Waiting for " + who + " to end.");
                Optional<Word> last = contact.word(offer, word -> word.stage() == Stage.DRAINED);
                if (contact.isOver()) {
                    offer.clear();
                }
                return ended(who, last, interruption);
            }
            return said(who + " ends when its calls in flight have.", "draining", Exit.OK);
        }
    }

    private int ended(String who, Optional<Word> word, Interruption interruption) {
        if (word.isPresent()) {
            int exit = word.get().clean() ? Exit.OK : Exit.LATER;
            return said(who + " has ended: " + word.get().text() + ".", exit == Exit.OK ? "clean" : "cut off", exit);
        }
        return interruption.came()
                ? said("No longer waiting; " + who + " ends all the same.", "draining", interruption.exit())
                : said(who + " has ended without saying whether anything was cut off.", "unknown", Exit.LATER);
    }

    private int said(String text, String state, int exit) {
        globals.print(globals.json() ? JsonText.of(Map.of("state", state, "text", text)) : text);
        return exit;
    }
}
