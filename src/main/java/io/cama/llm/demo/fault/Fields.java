package io.cama.llm.demo.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The members of one object of a scenario, and the options that win over them. */
final class Fields {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)\\s*%?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
    private static final Map<String, Long> NANOS =
            Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final JsonNode node;
    private final Map<String, String> options;
    private final String where;

    /** @param where stands before the name of a member in an error */
    Fields(JsonNode node, Map<String, String> options, String where) {
        this.node = node;
        this.options = options;
        this.where = where;
    }

    /** The members of an object that is a member, none where it is missing. */
    Fields inner(String name) {
        JsonNode inner = node.path(name);
        if (!inner.isMissingNode() && !inner.isObject()) {
            throw wrong(name, "give members, each with a value");
        }
        return new Fields(inner, Map.of(), where + name + ".");
    }

    /** One element of a list, which must be an object. */
    Fields element(String name, int index) {
        JsonNode element = node.path(name).path(index);
        String place = where + name + "[" + (index + 1) + "]";
        if (!element.isObject()) {
            throw new ScenarioException(true, place + " is " + element + "; give members, each with a value");
        }
        return new Fields(element, Map.of(), place + ".");
    }

    /** Refuses members that nothing knows. */
    void only(List<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new ScenarioException(
                        true, where + name + " is not known here; use one of " + String.join(", ", known));
            }
        }
    }

    boolean has(String name) {
        return options.containsKey(name) || node.hasNonNull(name);
    }

    boolean fromOption(String name) {
        return options.containsKey(name);
    }

    List<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    JsonNode raw(String name) {
        return node.path(name);
    }

    /** The value as text, empty where it is missing. */
    String text(String name) {
        JsonNode value = node.path(name);
        if (!options.containsKey(name) && value.isContainerNode()) {
            throw wrong(name, "give a plain value");
        }
        return options.getOrDefault(name, value.isNull() ? "" : value.asText(""))
                .strip();
    }

    boolean yes(String name) {
        return switch (text(name)) {
            case "", "false" -> false;
            case "true" -> true;
            default -> throw wrong(name, "give true or false");
        };
    }

    /** A percentage as a share from 0 to 1. */
    double share(String name) {
        Matcher share = SHARE.matcher(text(name));
        if (!share.matches() || new BigDecimal(share.group(1)).compareTo(HUNDRED) > 0) {
            throw wrong(name, "give a percentage from 0 to 100, such as 10 or 2.5%");
        }
        return new BigDecimal(share.group(1)).movePointLeft(2).doubleValue();
    }

    long whole(String name, long least, long most) {
        String text = text(name);
        if (text.matches("-?\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrong(name, "give a whole number from " + least + " to " + most);
    }

    /** One duration, or two with a comma between. */
    List<Duration> durations(String name, int most) {
        String[] parts = text(name).split(",", -1);
        if (parts.length > most) {
            throw wrong(name, "give " + (most == 1 ? "one duration" : "one or two durations") + ", such as 200ms");
        }
        return List.of(parts).stream().map(part -> duration(name, part.strip())).toList();
    }

    private Duration duration(String name, String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher parts = DURATION.matcher(text);
        if (parts.matches()) {
            BigDecimal nanos =
                    new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(parts.group(2), 1L)));
            if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) <= 0) {
                return Duration.ofNanos(nanos.longValue());
            }
        }
        throw wrong(name, "give a time of at most a day with its unit, such as 200ms, 2s or 5m");
    }

    /** {@code 3}, {@code 3-5} or {@code 3-}; every number where it is missing. */
    Rule.Span span(String name) {
        String text = text(name);
        if (text.isEmpty() && !has(name)) {
            return Rule.Span.ALL;
        }
        Matcher parts = Pattern.compile("([1-9]\\d{0,17})(-?)([1-9]\\d{0,17})?").matcher(text);
        if (!parts.matches() || (parts.group(2).isEmpty() && parts.group(3) != null)) {
            throw wrong(name, "give a number from 1 up, or a span such as 3-5 or 3-");
        }
        long first = Long.parseLong(parts.group(1));
        long open = parts.group(2).isEmpty() ? first : Long.MAX_VALUE;
        return new Rule.Span(first, parts.group(3) == null ? open : Long.parseLong(parts.group(3)));
    }

    /** What to throw for a member whose value will not do. */
    ScenarioException wrong(String name, String advice) {
        boolean option = options.containsKey(name);
        String seen = option ? "\"" + options.get(name) + "\"" : String.valueOf(node.path(name));
        return new ScenarioException(!option, (option ? "--" : where) + name + " is " + seen + "; " + advice);
    }
}
