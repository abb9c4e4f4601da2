package io.cama.cli.follow;

import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How far one run, or several together, have come.
 *
 * @param loaded whether {@code counts} holds every row there will be
 * @param calls made in this submission
 */
public record Tally(Counts counts, boolean loaded, long calls) {
    private static final Tally NOTHING = new Tally(new Counts(0, 0, 0, 0, 0, 0), true, 0);

    public static Tally of(Run run, Counts counts) {
        return new Tally(counts, run.loaded() || run.state() == RunState.REJECTED, run.calls());
    }

    /** Several runs seen as one. */
    public static Tally sum(Collection<Tally> tallies) {
        return tallies.stream().reduce(NOTHING, Tally::plus);
    }

    private Tally plus(Tally other) {
        Counts a = counts;
        Counts b = other.counts;
        return new Tally(
                new Counts(
                        a.rows() + b.rows(),
                        a.ok() + b.ok(),
                        a.dead() + b.dead(),
                        a.skipped() + b.skipped(),
                        a.pending() + b.pending(),
                        a.recalled() + b.recalled()),
                loaded && other.loaded,
                calls + other.calls);
    }

    /** Rows that have ended. */
    public long ended() {
        return counts.rows() - counts.pending();
    }

    /** Share of the rows that have ended, 0 to 100, where their number is known. It reaches 100 only with the last. */
    public OptionalInt percent() {
        return loaded && counts.rows() > 0
                ? OptionalInt.of((int) (ended() * 100 / counts.rows()))
                : OptionalInt.empty();
    }

    /**
     * How long the pending rows will take at the pace so far.
     *
     * @param time since {@code before} rows had ended
     * @return empty until some rows have ended and the number of rows is known
     */
    public OptionalLong secondsLeft(Duration time, long before) {
        long done = ended() - before;
        return loaded && done > 0 && counts.pending() > 0
                ? OptionalLong.of(Math.round(time.toMillis() / 1000.0 * counts.pending() / done))
                : OptionalLong.empty();
    }

    /** In words, such as {@code 305/500 rows (61 %), 298 ok (5 from the ledger), 2 dead letters, 596 calls}. */
    public String sentence() {
        StringBuilder text = new StringBuilder();
        text.append(ended()).append('/').append(loaded ? counts.rows() : "?").append(" rows");
        percent().ifPresent(percent -> text.append(" (").append(percent).append(" %)"));
        text.append(", ").append(counts.ok()).append(" ok");
        if (counts.recalled() > 0) {
            text.append(" (").append(counts.recalled()).append(" from the ledger)");
        }
        if (counts.dead() > 0) {
            text.append(", ").append(number(counts.dead(), "dead letter"));
        }
        if (counts.skipped() > 0) {
            text.append(", ").append(counts.skipped()).append(" skipped");
        }
        return text.append(", ").append(number(calls, "call")).toString();
    }

    /** {@code 1 call}, {@code 2 calls}. */
    public static String number(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Seconds as {@code m:ss} or {@code h:mm:ss}. */
    public static String clock(long seconds) {
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds % 3600 / 60, seconds % 60);
    }
}
