package io.cama.cli.handover;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.stop.Interruption;
import io.cama.flow.door.Doorstep;
import io.cama.flow.door.Errand;
import io.cama.flow.door.Errand.Wish;
import io.cama.flow.door.Offer;
import io.cama.flow.door.Word;
import io.cama.flow.door.Word.Stage;
import io.cama.flow.door.Word.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Has the process that holds the home folder do something, and hears what came of it. */
public final class Wishes {
    private final Globals globals;
    private final Workplace place;
    private final Holder holder;

    public Wishes(Globals globals, Workplace place) {
        this.globals = globals;
        this.place = place;
        this.holder = new Holder(place.home(), place.ledger());
    }

    /** Whether there is a process to ask. */
    public boolean isHeld() {
        return holder.isThere();
    }

    /**
     * Asks, and waits for the answer.
     *
     * @return what the process says
     * @throws Refusal if it refuses, or says nothing
     */
    public String ask(Wish wish) throws IOException {
        Duration patience = place.settings().duration("cama.handover.wait");
        try (Interruption interruption = new Interruption(() -> {});
                Offer offer = new Doorstep(place.home()).offer(Errand.of(wish), null)) {
            Contact contact = new Contact(holder, patience, interruption);
            if (!contact.isMade(offer)) {
                throw new Refusal(
                        Exit.LATER,
                        holder.text() + " holds " + place.home() + " and does not answer within " + patience.toMillis()
                                + " ms",
                        "see " + globals.command("status") + ", or raise cama.handover.wait; nothing was changed");
            }
            Optional<Word> word =
                    contact.word(offer, said -> said.stage() == Stage.DONE || said.stage() == Stage.REFUSED);
            if (word.isEmpty()) {
                throw new Refusal(
                        Exit.LATER,
                        holder.text() + " has not said what became of it",
                        "see " + globals.command("audit") + " for whether it was done");
            }
            return answer(word.get());
        }
    }

    private String answer(Word word) {
        if (word.stage() == Stage.DONE) {
            return word.text();
        }
        Trouble trouble = word.trouble() == null ? Trouble.INTERNAL : word.trouble();
        int exit =
                switch (trouble) {
                    case NOTHING -> Exit.NOTHING;
                    case INPUT -> Exit.USAGE;
                    case CONFIG -> Exit.CONFIG;
                    case BUSY -> Exit.LATER;
                    case INTERNAL -> Exit.INTERNAL;
                };
        throw new Refusal(exit, word.text(), "see " + globals.command("status") + "; nothing was changed");
    }
}
