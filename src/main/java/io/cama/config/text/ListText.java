package io.cama.config.text;

import java.util.Arrays;
import java.util.List;

/** Lists as people write them: {@code json, tsv}. */
public final class ListText {
    private ListText() {}

    /** The parts between commas, without white space around them and without empty ones. */
    public static List<String> parse(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
