package io.cama.ops.health;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How well all providers are, by their latest calls.
 *
 * @param at when, RFC 3339
 * @param pid of the process that made the calls, 0 where they are read from the ledger
 * @param status of all calls together: healthy, degraded, unhealthy, unknown
 * @param successRate percentage of all calls that were answered; 0 without calls
 * @param total calls
 * @param counts how many providers there are of each status
 * @param windowMillis how far back the calls go
 * @param unhealthy names of the providers that are so
 * @param degraded likewise
 */
public record HealthReport(
        String at,
        long pid,
        String status,
        double successRate,
        long total,
        long windowMillis,
        Map<String, Integer> counts,
        List<String> unhealthy,
        List<String> degraded,
        List<ProviderHealth> providers) {
    /** Adds providers up. */
    static HealthReport of(String at, long pid, long windowMillis, Level.Bounds bounds, List<ProviderHealth> all) {
        long ok = all.stream().mapToLong(ProviderHealth::ok).sum();
        long total = all.stream().mapToLong(ProviderHealth::total).sum();
        Map<Level, Integer> counts = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            counts.put(level, 0);
        }
        all.forEach(one -> counts.merge(level(one.status()), 1, Integer::sum));
        Map<String, Integer> words = new LinkedHashMap<>();
        counts.forEach((level, count) -> words.put(level.text(), count));
        return new HealthReport(
                at,
                pid,
                bounds.of(ok, total).text(),
                Window.percent(ok, total),
                total,
                windowMillis,
                words,
                names(all, Level.UNHEALTHY),
                names(all, Level.DEGRADED),
                List.copyOf(all));
    }

    private static List<String> names(List<ProviderHealth> all, Level level) {
        return all.stream()
                .filter(one -> one.status().equals(level.text()))
                .map(ProviderHealth::name)
                .toList();
    }

    /** The overall level. */
    public Level level() {
        return level(status);
    }

    /** The level of a word. */
    public static Level level(String word) {
        return Level.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** For a person: what became of all calls together. */
    String sum() {
        return sum(successRate, total);
    }

    private static String sum(double successRate, long total) {
        return total == 0
                ? "no call was answered or failed"
                : String.format(Locale.ROOT, "%.2f %% of %d calls were answered", successRate, total);
    }

    /** For a person: a line for all, then one for each provider. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "all: %s, %s in the last %d s (%s)",
                status,
                sum(),
                windowMillis / 1000,
                counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "))));
        for (ProviderHealth one : providers) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %s, %s, %d failed, %d warnings, %d ms on average, last answer %s%s",
                    one.name(),
                    one.status(),
                    sum(one.successRate(), one.total()),
                    one.failed(),
                    one.warnings(),
                    one.averageMillis(),
                    one.lastSuccess() == null ? "never" : one.lastSuccess(),
                    one.lastFailure() == null
                            ? ""
                            : ", last failure %s: %s".formatted(one.lastFailure(), one.lastError())));
        }
        return lines;
    }
}
