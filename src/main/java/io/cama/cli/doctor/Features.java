package io.cama.cli.doctor;

import io.cama.config.Settings;
import io.cama.llm.price.Money;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which of the features that save money and nerves are on. */
public record Features(Map<String, String> all) {
    private static final String OFF = "off";

    /** What the settings say. */
    public static Features of(Settings settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("cache", "ledger and " + settings.text("cama.memory.max") + " of memory");
        int calls = settings.number("cama.retry.attempts");
        all.put("retry", calls > 1 ? calls + " calls" : OFF);
        all.put("breaker", settings.text("cama.breaker.preset"));
        String failover = String.join(", ", settings.list("cama.failover.on"));
        all.put("failover", failover.isEmpty() ? OFF : "on " + failover);
        all.put("budget of a run", budget(settings, "cama.budget.run"));
        all.put("budget of a day", budget(settings, "cama.budget.day"));
        all.put("health", "every " + settings.text("cama.health.every"));
        all.put("metrics", settings.text("cama.metrics.routes").equals("on") ? "routes included" : "on");
        String collector = settings.text("cama.otel.endpoint");
        all.put("traces", collector.isEmpty() ? OFF : "to " + collector);
        return new Features(all);
    }

    /** With one more. */
    public Features with(String name, String state) {
        Map<String, String> more = new LinkedHashMap<>(all);
        more.put(name, state);
        return new Features(more);
    }

    private static String budget(Settings settings, String key) {
        return capped(settings, key) ? Money.text(Money.parse(settings.text(key))) : OFF;
    }

    /** Whether a key holds an amount that caps the cost. */
    static boolean capped(Settings settings, String key) {
        String text = settings.text(key);
        try {
            return !text.isBlank() && Money.parse(text) > 0;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** In one line. */
    public String text() {
        return "Features: "
                + all.entrySet().stream()
                        .map(feature -> feature.getKey() + " (" + feature.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }
}
