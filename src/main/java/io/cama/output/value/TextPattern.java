package io.cama.output.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code {path}} where values go. */
public final class TextPattern {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)\\}");

    private final String source;
    private final List<String> paths = new ArrayList<>();
    private final List<String> between = new ArrayList<>();

    /** The pattern as its author wrote it. */
    public TextPattern(String source) {
        this.source = source;
        Matcher place = PLACE.matcher(source);
        int at = 0;
        while (place.find()) {
            between.add(source.substring(at, place.start()));
            paths.add(place.group(1).strip());
            at = place.end();
        }
        between.add(source.substring(at));
    }

    /** The pattern as its author wrote it. */
    public String source() {
        return source;
    }

    /**
     * The text with every place filled, or empty text when it has places and none of them has a value.
     *
     * @param value gives the text for a path
     */
    public String fill(UnaryOperator<String> value) {
        List<String> values = paths.stream().map(value).toList();
        boolean nothing = !paths.isEmpty() && values.stream().allMatch(String::isEmpty);
        return nothing ? "" : filled(values);
    }

    /** The text with every place filled, or empty text when one of them has no value. */
    public String fillAll(UnaryOperator<String> value) {
        List<String> values = paths.stream().map(value).toList();
        return values.contains("") ? "" : filled(values);
    }

    private String filled(List<String> values) {
        StringBuilder out = new StringBuilder(between.get(0));
        for (int i = 0; i < values.size(); i++) {
            out.append(values.get(i)).append(between.get(i + 1));
        }
        return out.toString();
    }
}
