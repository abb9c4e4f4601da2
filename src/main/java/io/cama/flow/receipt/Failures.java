package io.cama.flow.receipt;

import io.cama.model.Reason;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How many failed for each reason.
 *
 * @param byReason reasons without any are left out
 */
public record Failures(Map<Reason, Long> byReason) {
    /** The most frequent first, equal ones by name. */
    public List<Map.Entry<Reason, Long>> ranked() {
        return byReason.entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed().thenComparing(entry -> entry.getKey()
                        .name()))
                .toList();
    }

    public long total() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same numbers by kind, by sort and by reason; each of the three adds up to the total. */
    Map<String, Object> json() {
        Map<String, Object> reasons = new LinkedHashMap<>();
        ranked().forEach(entry -> reasons.put(entry.getKey().name(), entry.getValue()));
        return Section.of("byKind", by(Reason::kind), "bySort", by(Reason::faultClass), "byReason", reasons);
    }

    private Map<String, Object> by(Function<Reason, Enum<?>> group) {
        Map<String, Long> groups = new TreeMap<>();
        byReason.forEach(
                (reason, count) -> groups.merge(group.apply(reason).name().toLowerCase(Locale.ROOT), count, Long::sum));
        Map<String, Object> ranked = new LinkedHashMap<>();
        groups.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> ranked.put(entry.getKey(), entry.getValue()));
        return ranked;
    }
}
