package io.cama.faults.check;

import java.util.List;

/**
 * What the judge found.
 *
 * @param faults broken promises in words, empty if every one was kept
 * @param rows of the input
 * @param results rows with a result
 * @param dead rows among the dead letters
 * @param calls the endpoint has seen
 * @param repeated calls answered although the same request had been answered before
 * @param listed calls the receipt calls possibly paid twice
 */
public record Judgement(
        List<String> faults, long rows, long results, long dead, long calls, long repeated, long listed) {
    public Judgement {
        faults = List.copyOf(faults);
    }

    /** One line for the console. */
    public String line() {
        return "%,d rows = %,d results + %,d dead; %,d calls, %,d repeated, %,d listed; %s"
                .formatted(rows, results, dead, calls, repeated, listed, faults.isEmpty() ? "sound" : faults);
    }
}
