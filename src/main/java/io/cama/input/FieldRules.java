package io.cama.input;

import io.cama.input.options.InputOptions;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives the fields of a row the names and values the job expects, as its {@code input.yaml} says. */
final class FieldRules {
    private final Map<String, List<String>> names = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> forms = new LinkedHashMap<>();
    private final Map<String, String> defaults;

    FieldRules(InputOptions options) {
        this.defaults = options.defaults();
        Set<String> fields = new LinkedHashSet<>(options.aliases().keySet());
        fields.addAll(options.values().keySet());
        fields.addAll(defaults.keySet());
        for (String field : fields) {
            List<String> known = new ArrayList<>(List.of(plain(field)));
            options.aliases().getOrDefault(field, List.of()).forEach(alias -> known.add(plain(alias)));
            names.put(field, known);
        }
        options.values().forEach((field, values) -> {
            Map<String, String> plainForms = new LinkedHashMap<>();
            values.forEach((form, meaning) -> plainForms.put(folded(form), meaning));
            forms.put(field, plainForms);
        });
    }

    /**
     * The names under which the job knows the columns. Each field takes one column at most: the one with its own
     * name, else the first that bears one of its aliases, in the order of the aliases; all others stay as they are.
     */
    List<String> rename(List<String> seen) {
        List<String> renamed = new ArrayList<>(seen);
        names.forEach((field, known) -> {
            if (!renamed.contains(field)) {
                int column = find(renamed, known);
                if (column >= 0) {
                    renamed.set(column, field);
                }
            }
        });
        return renamed;
    }

    private int find(List<String> columns, List<String> known) {
        for (String name : known) {
            for (int i = 0; i < columns.size(); i++) {
                if (!names.containsKey(columns.get(i)) && plain(columns.get(i)).equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** The fields under their names, short forms written out and defaults filled in; defaults come last. */
    Map<String, Object> apply(Map<String, Object> seen) {
        if (names.isEmpty()) {
            return seen;
        }
        List<String> renamed = rename(List.copyOf(seen.keySet()));
        Map<String, Object> fields = new LinkedHashMap<>();
        int column = 0;
        for (Object value : seen.values()) {
            fields.put(renamed.get(column++), value);
        }
        forms.forEach((field, known) -> {
            String meaning = fields.get(field) instanceof String form ? meaning(folded(form), known) : null;
            if (meaning != null) {
                fields.put(field, meaning);
            }
        });
        defaults.forEach((field, value) -> {
            Object given = fields.get(field);
            if (given == null || (given instanceof String text && text.isBlank())) {
                fields.put(field, value);
            }
        });
        return fields;
    }

    /** What a form stands for: as it is written, else by the first form with a star that fits. */
    private static @Nullable String meaning(String form, Map<String, String> known) {
        String exact = known.get(form);
        return exact != null
                ? exact
                : known.entrySet().stream()
                        .filter(one -> one.getKey().contains("*") && fits(form, one.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    /** A star stands for any text. The parts between are looked for from left to right, which takes no longer than it must. */
    private static boolean fits(String form, String pattern) {
        String[] parts = pattern.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (form.length() < parts[0].length() + last.length() || !form.startsWith(parts[0]) || !form.endsWith(last)) {
            return false;
        }
        int at = parts[0].length();
        int end = form.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = form.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }

    private static String folded(String form) {
        return form.strip().toLowerCase(Locale.ROOT);
    }

    private static String plain(String name) {
        return folded(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceAll("[\\s_]+", "_");
    }
}
