package io.cama.cli.doctor;

import io.cama.cli.shell.Exit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was looked at.
 *
 * @param seen how it is
 * @param hint what to do, or null where nothing need be done
 * @param exit one of {@link Exit}, {@link Exit#OK} unless it is an error
 */
record Check(
        String name, Level level, String seen, @Nullable String hint, int exit) {
    /** How it is. */
    enum Level {
        OK,
        WARNING,
        ERROR
    }

    static Check ok(String name, String seen) {
        return new Check(name, Level.OK, seen, null, Exit.OK);
    }

    static Check warning(String name, String seen, String hint) {
        return new Check(name, Level.WARNING, seen, hint, Exit.OK);
    }

    static Check error(String name, String seen, String hint, int exit) {
        return new Check(name, Level.ERROR, seen, hint, exit);
    }

    private String word() {
        return level.name().toLowerCase(Locale.ROOT);
    }

    String text() {
        return "%-7s  %s: %s%s".formatted(word(), name, seen, hint == null ? "" : "\n           Do: " + hint);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("level", word());
        json.put("seen", seen);
        json.put("hint", hint);
        return json;
    }
}
