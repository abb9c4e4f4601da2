package io.cama.ops.control.live;

import io.cama.flow.letter.LetGo;
import io.cama.flow.receipt.Receipt;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.letter.Letters;
import io.cama.ledger.letter.Letters.Head;
import io.cama.ledger.memory.ReplyMemory;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.ops.Application;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import io.cama.ops.control.LetterChoice;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is kept: dead letters and replies. */
final class StoreHand {
    private final Application application;
    private final RunHand runs;

    StoreHand(Application application, RunHand runs) {
        this.application = application;
        this.runs = runs;
    }

    Done letGo(LetterChoice choice, boolean drop) {
        Run run = runs.require(choice.run());
        long before = application.ledger().counts(run.id()).dead();
        List<Long> positions = positions(run, choice);
        boolean none = positions.isEmpty() && choice.reason() != null;
        boolean there = isThere(run);
        if (!there && !drop) {
            RunHand.requireJob(run, application.flow().jobs().all().keySet(), "drop its dead letters");
        }
        int gone = none ? 0 : there ? application.mend(letGo(run, positions, drop, choice)) : drop(run, positions);
        return new Done(
                drop ? Action.LETTERS_DROP : Action.LETTERS_RETRY,
                run.id(),
                before + " dead letters",
                (before - gone) + " dead letters",
                gone > 0,
                gone + (drop ? " dropped" : " asked again") + " of " + before + " dead letters"
                        + (there ? "" : "; the run's outputs stay as they are, since its job is not there"));
    }

    private static LetGo letGo(Run run, List<Long> positions, boolean drop, LetterChoice choice) {
        return new LetGo(run.id(), positions, drop, choice.retake());
    }

    /** Without its job nothing of the run can be published, so that it must not be tried. */
    private int drop(Run run, List<Long> positions) {
        return application.ledger().drop(run.id(), positions, false);
    }

    /** Whether the run's job is there, or need not be, because the run still has the version that it was accepted with. */
    private boolean isThere(Run run) {
        boolean begun = run.state() == RunState.ACCEPTED || run.state() == RunState.RUNNING;
        return begun || application.flow().jobs().all().containsKey(run.job());
    }

    private List<Long> positions(Run run, LetterChoice choice) {
        if (choice.reason() == null) {
            return choice.positions();
        }
        Set<Long> asked = Set.copyOf(choice.positions());
        List<Long> positions = new ArrayList<>();
        Iterator<Head> letters =
                application.ledger().letters(new Letters.Selection(run.id(), null, choice.reason(), List.of()));
        while (letters.hasNext()) {
            long position = letters.next().position();
            if (asked.isEmpty() || asked.contains(position)) {
                positions.add(position);
            }
        }
        return positions;
    }

    Done clear(Selection which) {
        long before = application.ledger().storeStats().replies();
        long removed = application.ledger().clear(which, Receipt::isKept);
        memory(application).invalidateAll();
        return new Done(
                Action.CACHE_CLEAR,
                text(which),
                before + " replies",
                (before - removed) + " replies",
                removed > 0,
                removed + " removed; what unfinished runs and kept receipts refer to stays");
    }

    /** The replies that are held in memory. */
    static ReplyMemory memory(Application application) {
        return application.context().getRegistry().lookupByNameAndType("replyMemory", ReplyMemory.class);
    }

    private static String text(Selection which) {
        return which.equals(Selection.ALL)
                ? "all"
                : "job %s, model %s, before %s".formatted(any(which.job()), any(which.model()), any(which.before()));
    }

    private static String any(@Nullable Object what) {
        return what == null ? "any" : what.toString();
    }
}
