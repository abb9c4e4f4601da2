package io.cama.cli.handover;

import io.cama.cli.follow.Account;
import io.cama.cli.follow.Follow;
import io.cama.cli.follow.Outcome;
import io.cama.cli.follow.Progress;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.stop.Interruption;
import io.cama.flow.board.State;
import io.cama.flow.board.State.GateLine;
import io.cama.flow.door.Doorstep;
import io.cama.flow.door.Errand;
import io.cama.flow.door.Offer;
import io.cama.flow.door.Word;
import io.cama.flow.door.Word.Stage;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gives files to the {@code cama run} that holds the home folder, and follows what becomes of them. */
public final class HandOver {
    private final Globals globals;
    private final Workplace place;
    private final Holder holder;
    private final Duration patience;
    private final Function<Run, String> resume;
    private final Map<Path, Story> refused = new LinkedHashMap<>();
    private final Set<String> runs = new ConcurrentSkipListSet<>();

    /** @param resume the command that goes on with a run that is paused */
    public HandOver(Globals globals, Workplace place, Function<Run, String> resume) {
        this.globals = globals;
        this.place = place;
        this.holder = new Holder(place.home(), place.ledger());
        this.patience = place.settings().duration("cama.handover.wait");
        this.resume = resume;
    }

    /**
     * Hands the files over, waits for their outputs and gives the account.
     *
     * @param errands what is to be done with each file
     * @return the exit code
     * @throws Refusal with {@link Exit#LATER} if nobody takes them; then nothing is left of them
     */
    public int run(Map<Path, Errand> errands) throws IOException {
        globals.say("This home folder is held by " + holder.text() + ": it gets the work, and this command waits.");
        try (Interruption interruption = new Interruption(() -> {})) {
            for (Map.Entry<Path, Errand> one : errands.entrySet()) {
                give(one.getKey(), one.getValue(), interruption);
            }
            return follow(interruption);
        }
    }

    /**
     * Waits for the end of runs that the process at work has already, and gives the account.
     *
     * @return the exit code
     */
    public int await(Collection<String> ids) throws IOException {
        runs.addAll(ids);
        try (Interruption interruption = new Interruption(() -> {})) {
            return follow(interruption);
        }
    }

    private void give(Path file, Errand errand, Interruption interruption) throws IOException {
        if (interruption.came()) {
            return;
        }
        Contact contact = new Contact(holder, patience, interruption);
        try (Offer offer = new Doorstep(place.home()).offer(errand, file)) {
            if (contact.isMade(offer)) {
                contact.word(offer, word -> word.stage() == Stage.ACCEPTED || word.stage() == Stage.REFUSED)
                        .ifPresentOrElse(word -> heard(file, word), () -> silent(file, interruption));
            } else if (!interruption.came()) {
                throw new Refusal(
                        Exit.LATER,
                        "another cama uses this home folder: " + holder.text() + " holds " + place.home()
                                + " and did not take " + file + " within " + patience.toMillis() + " ms",
                        "wait for it to end, see " + globals.command("status")
                                + ", or raise cama.handover.wait; nothing was handed over");
            }
        }
    }

    private void heard(Path file, Word word) {
        String run = word.run();
        if (word.stage() == Stage.ACCEPTED && run != null) {
            runs.add(run);
        } else {
            refused.put(file, new Story(exit(word), word.text()));
        }
    }

    private void silent(Path file, Interruption interruption) {
        if (!interruption.came()) {
            refused.put(
                    file,
                    new Story(
                            Exit.LATER,
                            "the process that took it has ended before it said what became of it; give the same command again"));
        }
    }

    private static int exit(Word word) {
        Word.Trouble trouble = word.trouble();
        if (trouble == null) {
            return Exit.INTERNAL;
        }
        return switch (trouble) {
            case INPUT -> Exit.BAD_INPUT;
            case CONFIG -> Exit.CONFIG;
            case NOTHING -> Exit.NOTHING;
            case BUSY -> Exit.LATER;
            case INTERNAL -> Exit.INTERNAL;
        };
    }

    private int follow(Interruption interruption) throws IOException {
        try (Ledger ledger = SqliteLedger.openReadOnly(place.ledger()).orElseThrow()) {
            Progress progress = new Progress(globals, InstantSource.system());
            List<Run> ended =
                    new Follow(ledger, progress, interruption, this::limits, null).untilEnded(runs, holder::isThere);
            boolean over = ended.stream().allMatch(Follow::hasEnded);
            if (interruption.came() && !(over && !ended.isEmpty())) {
                globals.shell()
                        .err()
                        .println("No longer waiting. The work goes on in " + holder.text() + "; see "
                                + globals.command("status") + ".");
                globals.shell().err().flush();
                return interruption.exit();
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Run run : ended) {
                outcomes.add(Outcome.of(ledger, run));
            }
            Account account = new Account(outcomes, refused, resume);
            account.print(globals);
            return account.exit();
        }
    }

    /** What calls wait for, as the holder last wrote it down. */
    private Map<String, String> limits() {
        try {
            return State.read(place.home()).map(State::gates).orElse(List.of()).stream()
                    .filter(gate -> !gate.limitedBy().isEmpty())
                    .collect(Collectors.toMap(GateLine::provider, GateLine::limitedBy, (a, b) -> a, TreeMap::new));
        } catch (IOException unreadable) {
            return Map.of();
        }
    }
}
