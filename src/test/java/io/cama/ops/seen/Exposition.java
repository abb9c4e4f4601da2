package io.cama.ops.seen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A strict reader of Prometheus' text format 0.0.4: what a scraper would refuse or warn of is an error here. */
final class Exposition {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (NaN|[+-]Inf|[-+]?[0-9.]+(?:[eE][-+]?\\d+)?)");
    private static final Pattern LABEL =
            Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(?:,|$)");
    private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    /** A number with its labels. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();

    static Exposition parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        Exposition all = new Exposition();
        Set<String> helped = new HashSet<>();
        Set<Map.Entry<String, Map<String, String>>> seen = new HashSet<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                Matcher head = HEAD.matcher(line);
                require(head.matches(), "no HELP and no TYPE", line);
                if (head.group(1).equals("HELP")) {
                    require(helped.add(head.group(2)), "a second HELP", line);
                } else {
                    require(TYPES.contains(head.group(3)), "no such type", line);
                    require(all.types.put(head.group(2), head.group(3)) == null, "a second TYPE", line);
                }
            } else {
                Sample sample = sample(line);
                require(seen.add(Map.entry(sample.name(), sample.labels())), "the same sample again", line);
                String family = all.family(sample.name());
                require(helped.contains(family), "no HELP before it", line);
                all.samples.add(sample);
            }
        }
        return all;
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), "no sample", line);
        Map<String, String> labels = new LinkedHashMap<>();
        String inner = sample.group(2);
        if (inner != null) {
            Matcher label = LABEL.matcher(inner);
            int end = 0;
            while (label.find()) {
                require(labels.put(label.group(1), label.group(2)) == null, "a label twice", line);
                end = label.end();
            }
            require(end == inner.length(), "labels out of form", line);
        }
        return new Sample(sample.group(1), labels, number(sample.group(3)));
    }

    private static double number(String text) {
        return text.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** The family of a sample: its own name, or without the ending that its type allows. */
    private String family(String name) {
        if (types.containsKey(name)) {
            return name;
        }
        for (String ending : List.of("_bucket", "_sum", "_count")) {
            if (name.endsWith(ending)) {
                String family = name.substring(0, name.length() - ending.length());
                String type = types.getOrDefault(family, "");
                if (type.equals("histogram") || (type.equals("summary") && !ending.equals("_bucket"))) {
                    return family;
                }
            }
        }
        throw new IllegalArgumentException("no TYPE before it: " + name);
    }

    private static void require(boolean right, String wrong, String line) {
        if (!right) {
            throw new IllegalArgumentException(wrong + ": " + line);
        }
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples.forEach(sample -> names.add(sample.name()));
        return names;
    }

    /** The type of a family. */
    String type(String family) {
        return types.getOrDefault(family, "none");
    }

    /** The sum of all samples of a name that have these labels, given as name, value, name, value. */
    double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Every value of every label, by label. */
    Map<String, Set<String>> labels() {
        Map<String, Set<String>> all = new TreeMap<>();
        samples.forEach(
                sample -> sample.labels().forEach((label, value) -> all.computeIfAbsent(label, none -> new TreeSet<>())
                        .add(value)));
        return all;
    }

    /** Every name with its labels, those of the Java machine left out, which come with its first collection. */
    Set<String> series() {
        Set<String> series = new TreeSet<>();
        samples.stream()
                .filter(sample -> !sample.name().startsWith("jvm_"))
                .forEach(sample -> series.add(sample.name() + sample.labels()));
        return series;
    }
}
