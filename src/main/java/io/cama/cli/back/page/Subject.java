package io.cama.cli.back.page;

import io.cama.flow.receipt.CallSection;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.look.Looks.CallSum;
import io.cama.ledger.look.Looks.Lost;
import io.cama.ledger.look.Looks.Stretch;
import io.cama.model.Counts;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import io.cama.model.Result;
import io.cama.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a report tells, read from the ledger at one go.
 *
 * @param busy for how long calls were under way
 * @param results the first of them
 * @param letters the first dead letters
 */
public record Subject(
        Run run,
        Counts counts,
        RunUsage usage,
        RunCost cost,
        Map<Reason, Long> dead,
        List<CallSum> calls,
        Lost lost,
        List<Stretch> timeline,
        Duration busy,
        List<Result> results,
        List<DeadLetter> letters,
        Instant now) {
    private static final int RESULTS = 10;
    private static final int LETTERS = 20;
    private static final int LOST = 50;
    private static final int STRETCHES = 80;

    /** Reads what is known of a run. */
    public static Subject of(Ledger ledger, Run run, Instant now) {
        String id = run.id();
        return new Subject(
                run,
                ledger.counts(id),
                ledger.usage(id),
                ledger.cost(id),
                ledger.deadByReason(id),
                ledger.callSums(id),
                ledger.lost(id, LOST),
                ledger.timeline(id, STRETCHES),
                ledger.busy(id),
                first(ledger.results(id), RESULTS),
                first(ledger.deadLetters(id), LETTERS),
                now);
    }

    /** The calls that came to nothing, by reason. */
    Map<Reason, Long> failed() {
        return new CallSection(calls).failed();
    }

    private static <T> List<T> first(Iterator<T> all, int most) {
        List<T> first = new ArrayList<>();
        while (first.size() < most && all.hasNext()) {
            first.add(all.next());
        }
        return first;
    }
}
