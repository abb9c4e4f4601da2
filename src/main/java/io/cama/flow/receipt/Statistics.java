package io.cama.flow.receipt;

import io.cama.ledger.look.Looks;
import io.cama.ledger.look.Looks.FieldCount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the rows of a run are spread over the values that its job counts, and over its ranks. */
public final class Statistics {
    private static final String ROWS = "rows";
    private static final String PERCENT = "percent";

    private Statistics() {}

    /** By field and value: rows, and what percentage of the counted ones they are, to one decimal place. */
    public static Map<String, Map<String, Map<String, Object>>> of(Looks ledger, String run) {
        List<FieldCount> counts = ledger.fieldCounts(run);
        Map<String, Long> sums = new LinkedHashMap<>();
        counts.forEach(count -> sums.merge(count.field(), count.rows(), Long::sum));
        Map<String, Map<String, Map<String, Object>>> statistics = new LinkedHashMap<>();
        for (FieldCount count : counts) {
            statistics
                    .computeIfAbsent(count.field(), field -> new LinkedHashMap<>())
                    .put(
                            count.value(),
                            Section.of(
                                    ROWS,
                                    count.rows(),
                                    PERCENT,
                                    percent(count.rows(), sums.getOrDefault(count.field(), 0L), 1)));
        }
        return statistics;
    }

    /** The same as a line for each field. */
    public static List<String> lines(Map<String, Map<String, Map<String, Object>>> statistics) {
        return statistics.entrySet().stream()
                .map(field -> field.getKey() + ": "
                        + String.join(
                                ", ",
                                field.getValue().entrySet().stream()
                                        .map(value -> "%s %s (%s %%)"
                                                .formatted(
                                                        value.getKey().isEmpty() ? "(none)" : value.getKey(),
                                                        value.getValue().get(ROWS),
                                                        value.getValue().get(PERCENT)))
                                        .toList()))
                .toList();
    }

    /** Which percentage one number is of another, 0 of none. */
    public static BigDecimal percent(long part, long whole, int places) {
        return whole == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(whole), places, RoundingMode.HALF_UP);
    }
}
