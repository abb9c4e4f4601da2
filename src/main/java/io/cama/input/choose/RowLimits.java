package io.cama.input.choose;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of a file are asked; the others are skipped.
 *
 * @param total in all, 0 for every row
 * @param by the field whose value is a row's group, or null for no groups
 * @param each of the groups named, 0 or more; of other groups every row is asked
 */
public record RowLimits(long total, @Nullable String by, Map<String, Long> each) {
    static final RowLimits NONE = new RowLimits(0, null, Map.of());

    public RowLimits {
        each = each.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        group -> folded(group.getKey()), Map.Entry::getValue, (one, other) -> other));
    }

    /** The same, with what was said about a run in place of what the job says. */
    RowLimits with(long given, Map<String, Long> groups) {
        return new RowLimits(given > 0 ? given : total, by, groups.isEmpty() ? each : groups);
    }

    static String folded(Object value) {
        return String.valueOf(value).strip().toLowerCase(Locale.ROOT);
    }
}
