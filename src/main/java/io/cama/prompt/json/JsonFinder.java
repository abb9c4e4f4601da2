package io.cama.prompt.json;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JSON in what a model wrote: the text itself, else a fenced block, else the first balanced value. Commas too
 * many or missing are mended and said; a value that is cut off is never completed.
 */
public final class JsonFinder {
    private static final Pattern FENCE =
            Pattern.compile("```[ \\t]*([\\w-]*)[ \\t]*\\r?\\n(.*?)\\n?[ \\t]*```", Pattern.DOTALL);
    private static final int MAX_TRIES = 64;

    private final JsonReader reader = new JsonReader();

    /** A value that was found. */
    public record Found(@Nullable Object value, List<String> warnings) {}

    /** The content of the first fenced block that says one of {@code languages} or nothing, if there is one. */
    public static Optional<String> fenced(String text, List<String> languages) {
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            if (fence.group(1).isEmpty() || languages.contains(fence.group(1).toLowerCase(Locale.ROOT))) {
                return Optional.of(fence.group(2));
            }
        }
        return Optional.empty();
    }

    /**
     * Finds a value.
     *
     * @param opening the brackets a value in the middle of prose may begin with, such as "{["
     * @throws BadJson if there is none; the message says what is wrong with the likeliest candidate
     */
    public Found find(String text, String opening) throws BadJson {
        String whole = text.strip();
        BadJson first;
        try {
            return parse(whole);
        } catch (BadJson e) {
            first = e;
        }
        Optional<String> fenced = fenced(whole, List.of("json", "jsonc"));
        if (fenced.isPresent()) {
            try {
                return parse(fenced.get().strip());
            } catch (BadJson e) {
                first = e;
            }
        }
        return balanced(whole, opening, first);
    }

    private Found balanced(String text, String opening, BadJson reason) throws BadJson {
        BadJson first = reason;
        boolean tried = false;
        int from = 0;
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            int start = Brackets.start(text, from, opening);
            if (start < 0) {
                break;
            }
            int end = Brackets.end(text, start);
            if (end < 0) {
                throw new BadJson("the value that begins at character " + (start + 1) + " is cut off or never closed");
            }
            try {
                return parse(text.substring(start, end));
            } catch (BadJson e) {
                first = tried || start == 0 ? first : e;
                tried = true;
            }
            from = end;
        }
        throw first;
    }

    private Found parse(String text) throws BadJson {
        try {
            return new Found(reader.read(text), List.of());
        } catch (BadJson e) {
            Commas.Mended mended = Commas.mend(text);
            if (!mended.changed()) {
                throw e;
            }
            try {
                return new Found(reader.read(mended.text()), mended.warnings());
            } catch (BadJson stillBad) {
                throw e;
            }
        }
    }
}
