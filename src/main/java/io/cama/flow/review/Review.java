package io.cama.flow.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One review under way. It goes with one exchange and is used by one thread at a time.
 */
final class Review {
    /** Under which a checking route's findings stand in the item; a checking prompt's stand under its own name. */
    private static final String NAME = "review";

    private final String check;
    private final String checker;
    private final String fix;
    private final String of;
    private final int rounds;
    private Map<String, Object> item = Map.of();
    private Map<String, Object> headers = Map.of();
    private int round = 1;
    private boolean checking;

    /**
     * @param check the prompt that checks, or empty
     * @param checker the route that checks, or empty
     * @param fix the prompt that mends, or empty
     * @param of the answer that is reviewed, which the mended one replaces
     * @param rounds how often it is checked at most
     */
    Review(String check, String checker, String fix, String of, int rounds) {
        this.check = check;
        this.checker = checker;
        this.fix = fix;
        this.of = of;
        this.rounds = rounds;
    }

    String check() {
        return check;
    }

    String checker() {
        return checker;
    }

    String fix() {
        return fix;
    }

    String of() {
        return of;
    }

    int round() {
        return round;
    }

    /** Whether another check would be one too many, or nobody is there to mend. */
    boolean isSpent() {
        return fix.isEmpty() || round >= rounds;
    }

    void nextRound() {
        round++;
    }

    /** The job's own route has the item now, and what it throws is a crash of the checker. */
    void handOut(Map<String, Object> values, Map<String, Object> carried) {
        item = values;
        headers = new LinkedHashMap<>(carried);
        checking = true;
    }

    Map<String, Object> takeBack() {
        checking = false;
        return item;
    }

    Map<String, Object> headers() {
        return headers;
    }

    boolean isChecking() {
        return checking;
    }

    /** The item with what was found, the round it was found in, and what else a checking prompt has said. */
    Map<String, Object> with(Map<String, Object> values, Verdict verdict) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (!check.isEmpty() && values.get(check) instanceof Map<?, ?> said) {
            said.forEach((name, value) -> found.put(String.valueOf(name), value));
        }
        found.put("passed", verdict.passed());
        found.put("findings", verdict.findings());
        found.put("round", round);
        Map<String, Object> item = new LinkedHashMap<>(values);
        item.put(check.isEmpty() ? NAME : check, found);
        return item;
    }

    /**
     * What a check says.
     *
     * @param findings text, list or map as it was found; an empty list for none
     */
    record Verdict(boolean passed, Object findings) {
        /** Reads what a check left: {@code {passed, findings}}, or findings alone; null if it is neither. */
        static @Nullable Verdict of(@Nullable Object said) {
            if (said instanceof Map<?, ?> map) {
                Object findings = map.get("findings") == null ? List.of() : map.get("findings");
                if (map.get("passed") instanceof Boolean passed) {
                    return new Verdict(passed, findings);
                }
                return map.containsKey("findings") ? new Verdict(isNothing(findings), findings) : null;
            }
            return said == null || said instanceof String || said instanceof List<?>
                    ? new Verdict(isNothing(said), said == null || isNothing(said) ? List.of() : said)
                    : null;
        }

        private static boolean isNothing(@Nullable Object findings) {
            return findings == null
                    || (findings instanceof String text && text.isBlank())
                    || (findings instanceof List<?> list && list.isEmpty())
                    || (findings instanceof Map<?, ?> map && map.isEmpty());
        }
    }
}
