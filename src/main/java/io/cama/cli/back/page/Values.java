package io.cama.cli.back.page;

import io.cama.cli.back.html.Markup;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of items and answers, bounded in depth, number and length. */
final class Values {
    private static final int DEPTH = 6;
    private static final int MEMBERS = 30;
    private static final int LENGTH = 700;

    private final Markup page;

    Values(Markup page) {
        this.page = page;
    }

    /** A map as a list of names and values, a list as a list, anything else as text. */
    void show(@Nullable Object value) {
        show(value, 0);
    }

    private void show(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map && depth < DEPTH && !map.isEmpty()) {
            page.open("dl");
            map.entrySet().stream().limit(MEMBERS).forEach(member -> {
                page.element("dt", cut(String.valueOf(member.getKey()), 80));
                page.open("dd");
                show(member.getValue(), depth + 1);
                page.close();
            });
            rest(map.size(), "dt");
            page.close();
        } else if (value instanceof List<?> list && depth < DEPTH && !list.isEmpty()) {
            page.open("ul");
            list.stream().limit(MEMBERS).forEach(each -> {
                page.open("li");
                show(each, depth + 1);
                page.close();
            });
            rest(list.size(), "li");
            page.close();
        } else {
            page.element("span", value == null ? "\u2013" : cut(String.valueOf(value), LENGTH), "dir", "auto");
        }
    }

    private void rest(int size, String tag) {
        if (size > MEMBERS) {
            page.element(tag, "… and " + (size - MEMBERS) + " more", "class", "faint");
        }
    }

    /** A text, or its beginning with the number of characters it has. */
    static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length)) + " … (" + text.length() + " characters)";
    }
}
