package io.cama.cli.measure;

import io.cama.ledger.Ledger;
import io.cama.ledger.Spend.RunCost;
import io.cama.model.Counts;
import io.cama.model.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run would take.
 *
 * @param models the models asked, by their part of the calls
 */
record Measure(Run run, Counts counts, RunCost cost, List<Share> models) {
    /** Calls differ from what a meter foresees: replies are longer or shorter, some are asked for twice. */
    private static final double LOW = 0.75;

    private static final double HIGH = 1.35;

    /**
     * One model's part of a run.
     *
     * @param model {@code provider/model}
     * @param seconds the least the provider's limits allow, 0 where they allow any speed
     * @param limitedBy the limit that decides, empty for none
     */
    record Share(
            String model, long calls, long inputTokens, long outputTokens, long cost, long seconds, String limitedBy) {}

    static Measure of(Ledger ledger, Run run, List<Share> models) {
        return new Measure(run, ledger.counts(run.id()), ledger.cost(run.id()), models);
    }

    /** Whether every row was gone through. */
    boolean complete() {
        return counts.pending() == 0 && run.loaded();
    }

    long calls() {
        return models.stream().mapToLong(Share::calls).sum();
    }

    long inputTokens() {
        return models.stream().mapToLong(Share::inputTokens).sum();
    }

    long outputTokens() {
        return models.stream().mapToLong(Share::outputTokens).sum();
    }

    /** Rows that at least one call has to be made for. */
    long changed() {
        return counts.rows() - counts.skipped() - counts.recalled();
    }

    /** In billionths of a US dollar. */
    long low() {
        return Math.round(cost.spent() * LOW);
    }

    long high() {
        return Math.round(cost.spent() * HIGH);
    }

    /** The share that takes longest: providers are asked at the same time. */
    Share slowest() {
        return models.stream()
                .reduce((one, other) -> other.seconds() > one.seconds() ? other : one)
                .orElse(new Share("", 0, 0, 0, 0, 0, ""));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dryRun", true);
        json.put("complete", complete());
        json.put("input", run.input());
        json.put("job", run.job());
        json.put("rows", counts.rows());
        json.put("skipped", counts.skipped());
        json.put("changed", changed());
        json.put("fromLedger", counts.recalled());
        json.put("deadLetters", counts.dead());
        json.put("calls", calls());
        json.put("tokens", ordered("input", inputTokens(), "output", outputTokens()));
        json.put(
                "cost",
                ordered(
                        "currency", "USD",
                        "expected", dollars(cost.spent()),
                        "low", dollars(low()),
                        "high", dollars(high()),
                        "callsWithoutPrice", cost.unpriced()));
        json.put(
                "time",
                ordered(
                        "leastSeconds",
                        slowest().seconds(),
                        "limitedBy",
                        slowest().limitedBy()));
        json.put("models", models.stream().map(Measure::json).toList());
        return json;
    }

    private static Map<String, Object> json(Share share) {
        return ordered(
                "model", share.model(),
                "calls", share.calls(),
                "inputTokens", share.inputTokens(),
                "outputTokens", share.outputTokens(),
                "cost", dollars(share.cost()),
                "leastSeconds", share.seconds(),
                "limitedBy", share.limitedBy());
    }

    private static double dollars(long billionths) {
        return billionths / 1e9;
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
