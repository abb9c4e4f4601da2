package io.cama.input.choose;

import io.cama.input.InputRow;
import io.cama.model.Failure;
import io.cama.model.Reason;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of a file in their order and says which are asked and with what. The same rows, rules and options
 * give the same, so that a run that begins again goes on as it began; it must be shown every row from the first.
 */
public final class RowPlan {
    private final RowRules rules;
    private final RowLimits limits;
    private final Map<String, String> parameters;
    private final Map<String, Long> groups = new HashMap<>();
    private final Map<String, Draw> draws = new HashMap<>();
    private long asked;

    RowPlan(RowRules rules, RowLimits limits, Map<String, String> parameters) {
        this.rules = rules;
        this.limits = limits;
        this.parameters = parameters;
    }

    /**
     * What becomes of a row.
     *
     * @param row with all that the job adds to it
     * @param skipped why it is not asked, or null if it is
     */
    public record Planned(InputRow row, @Nullable String skipped) {}

    /** The same for the next row. */
    public Planned next(InputRow row) {
        Map<String, Object> fields = new LinkedHashMap<>(row.fields());
        String wrong = null;
        for (Parameter parameter : row.failure() == null ? rules.parameters() : List.<Parameter>of()) {
            wrong = wrong == null ? fill(parameter, fields) : wrong;
        }
        Failure failure = wrong == null ? row.failure() : Failure.of(Reason.INPUT_SCHEMA, wrong);
        String skipped = beyond(fields);
        if (skipped == null && failure == null) {
            count(fields);
            for (int i = 0; i < rules.picks().size(); i++) {
                pick(rules.picks().get(i), i, fields);
            }
        }
        return new Planned(
                new InputRow(row.position(), row.line(), Collections.unmodifiableMap(fields), failure), skipped);
    }

    private @Nullable String fill(Parameter parameter, Map<String, Object> fields) {
        Object own = fields.get(parameter.name());
        if (isBlank(own)) {
            String value = parameters.get(parameter.name());
            if (value != null) {
                fields.put(parameter.name(), value);
            }
            return null;
        }
        return parameter.allows(String.valueOf(own)) ? null : parameter.refusal(String.valueOf(own));
    }

    private @Nullable String beyond(Map<String, Object> fields) {
        if (limits.total() > 0 && asked >= limits.total()) {
            return "beyond the limit of " + limits.total();
        }
        String by = limits.by();
        if (by != null && fields.get(by) != null) {
            String group = RowLimits.folded(fields.get(by));
            Long most = limits.each().get(group);
            if (most != null && groups.getOrDefault(group, 0L) >= most) {
                return "beyond the limit of " + most + " for " + by + " " + group;
            }
        }
        return null;
    }

    /** Only of a row that is asked: one that cannot be read does not use up a limit. */
    private void count(Map<String, Object> fields) {
        asked++;
        String by = limits.by();
        if (by != null && fields.get(by) != null) {
            groups.merge(RowLimits.folded(fields.get(by)), 1L, Long::sum);
        }
    }

    private void pick(PickRule rule, int number, Map<String, Object> fields) {
        boolean takesPart = isBlank(fields.get(rule.into()))
                && rule.only().entrySet().stream().allMatch(one -> RowLimits.folded(one.getValue())
                        .equals(RowLimits.folded(fields.getOrDefault(one.getKey(), ""))));
        String by = rule.by();
        String named = by == null ? PickRule.ANY : RowLimits.folded(fields.getOrDefault(by, ""));
        String name = rule.lists().containsKey(named) ? named : PickRule.ANY;
        List<Object> list = rule.lists().getOrDefault(name, List.of());
        if (takesPart && !list.isEmpty()) {
            String place = number + "/" + name;
            fields.put(
                    rule.into(),
                    draws.computeIfAbsent(place, key -> new Draw(list, seed(rule, key)))
                            .take());
        }
    }

    private long seed(PickRule rule, String place) {
        String text = parameters.getOrDefault(rule.seed(), rule.seed());
        return text.strip().hashCode() * 0x100000001L ^ place.hashCode();
    }

    private static boolean isBlank(@Nullable Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }
}
