package io.cama.ops.control.live;

import io.cama.flow.letter.LetGo;
import io.cama.flow.receipt.Receipt;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.letter.Letters;
import io.cama.ledger.letter.Letters.Head;
import io.cama.ledger.memory.ReplyMemory;
import io.cama.model.Run;
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
        int gone = none ? 0 : application.mend(new LetGo(run.id(), positions, drop, null));
        return new Done(
                drop ? Action.LETTERS_DROP : Action.LETTERS_RETRY,
                run.id(),
                before + " dead letters",
                (before - gone) + " dead letters",
                gone > 0,
                gone + (drop ? " dropped" : " asked again") + " of " + before + " dead letters");
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
