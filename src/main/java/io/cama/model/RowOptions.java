package io.cama.model;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was said about a run that changes its rows, beside how many of them are asked. It is part of what the run is, and
 * stronger than the job's {@code input.yaml}.
 *
 * @param parameters the job's parameters that were given, by name
 * @param each how many rows of a group are asked at most, by the value of the field that the job groups by
 */
public record RowOptions(Map<String, String> parameters, Map<String, Long> each) {
    private static final String PARAMETER = "parameter.";
    private static final String EACH = "each.";

    /** Nothing was said. */
    public static final RowOptions NONE = new RowOptions(Map.of(), Map.of());

    public RowOptions {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        each = Collections.unmodifiableMap(new TreeMap<>(each));
        each.forEach((group, most) -> {
            if (most < 0) {
                throw new IllegalArgumentException("a group has 0 rows or more, " + group + " was to have " + most);
            }
        });
    }

    /** One line that says the same; empty for {@link #NONE}. */
    public String text() {
        return Stream.concat(
                        parameters.entrySet().stream()
                                .map(one -> code(PARAMETER + one.getKey()) + "=" + code(one.getValue())),
                        each.entrySet().stream().map(one -> code(EACH + one.getKey()) + "=" + one.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** What {@link #text} has written. */
    public static RowOptions parse(String text) {
        Map<String, String> parameters = new TreeMap<>();
        Map<String, Long> each = new TreeMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), value);
            } else {
                each.put(name.substring(EACH.length()), Long.valueOf(value));
            }
        }
        return new RowOptions(parameters, each);
    }

    private static String code(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
