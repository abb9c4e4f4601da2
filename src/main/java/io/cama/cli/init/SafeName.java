package io.cama.cli.init;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that can stand in a path, a route, a template and YAML alike, made of whatever a file or a column is called. */
final class SafeName {
    private static final int JOB_LENGTH = 48;
    private static final int FIELD_LENGTH = 40;
    private static final Pattern JOB = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_-]{0,63}");
    private static final Pattern DEVICE = Pattern.compile("(?i)con|prn|aux|nul|com\\d|lpt\\d");
    private static final Pattern MARK = Pattern.compile("\\p{M}.*", Pattern.DOTALL);

    /** Words that mean something else in a template or in YAML. */
    private static final Set<String> TAKEN = Set.of(
            "this",
            "true",
            "false",
            "null",
            "undefined",
            "if",
            "unless",
            "each",
            "with",
            "else",
            "lookup",
            "log",
            "json",
            "role",
            "history",
            "section",
            "media",
            "yes",
            "no",
            "on",
            "off",
            "y",
            "n");

    private SafeName() {}

    /** Whether a job may be called so. */
    static boolean isJob(String name) {
        return JOB.matcher(name).matches() && !DEVICE.matcher(name).matches();
    }

    /** A job's name made of a file's. */
    static String job(String file) {
        int dot = file.lastIndexOf('.');
        String name = cut(plain(dot > 0 ? file.substring(0, dot) : file, "-").toLowerCase(Locale.ROOT), JOB_LENGTH);
        String sound = name.replaceAll("^[^\\p{L}\\p{N}]+|[_-]+$", "");
        return isJob(sound) ? sound : sound.isEmpty() ? "job" : "job-" + sound;
    }

    /**
     * Names for the fields of these headings, each another one.
     *
     * @param taken names that none may have, such as those of the job's prompts
     */
    static List<String> fields(List<String> headings, Set<String> taken) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            String plain = cut(plain(headings.get(i), "_").replaceAll("^_+|_+$", ""), FIELD_LENGTH);
            String name = plain.isEmpty() ? "column_" + (i + 1) : plain;
            if (Character.isDigit(name.codePointAt(0)) || MARK.matcher(name).matches()) {
                name = "c_" + name;
            }
            if (TAKEN.contains(name.toLowerCase(Locale.ROOT)) || taken.contains(name)) {
                name += "_";
            }
            String free = name;
            for (int again = 2; has(fields, free); again++) {
                free = name + "_" + again;
            }
            fields.add(free);
        }
        return fields;
    }

    private static boolean has(List<String> fields, String name) {
        return fields.stream().anyMatch(field -> field.equalsIgnoreCase(name));
    }

    private static String plain(String text, String between) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[^\\p{L}\\p{M}\\p{N}_]+", between);
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
