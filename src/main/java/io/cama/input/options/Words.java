package io.cama.input.options;

import io.cama.input.choose.Priority;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words that {@code input.yaml} may use, and what they mean. */
final class Words {
    static final List<String> KEYS = List.of(
            "charset",
            "format",
            "delimiter",
            "header",
            "quotes",
            "columns",
            "aliases",
            "values",
            "defaults",
            "text",
            "chunk",
            "parameters",
            "limits",
            "pick",
            Priority.NAME,
            "statistics");

    private static final int NEAR = 2;

    /** What a word means. */
    interface Meaning<T> {
        /** The meaning, or null for a word that has none. */
        @Nullable
        T of(String word);
    }

    /** The charset; CP949 and EUC-KR both mean the Korean of Windows, which holds the other. */
    @Nullable
    Charset charset(String word) {
        try {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "cp949", "euc-kr", "euckr", "uhc" -> Charset.forName("x-windows-949");
                default -> Charset.forName(word);
            };
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    @Nullable
    Format format(String word) {
        for (Format format : Format.values()) {
            if (format.name().equalsIgnoreCase(word)) {
                return format;
            }
        }
        return null;
    }

    @Nullable
    Character delimiter(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "tab" -> '\t';
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "pipe" -> '|';
            default -> word.length() == 1 && fit(word.charAt(0)) ? word.charAt(0) : null;
        };
    }

    private static boolean fit(char c) {
        return c != '"' && c != '\n' && c != '\r' && !Character.isLetterOrDigit(c) && !Character.isSurrogate(c);
    }

    /** The key that a misspelt word is close to, or null. */
    @Nullable
    String nearest(String word) {
        String best = null;
        int least = NEAR + 1;
        for (String key : KEYS) {
            int edits = edits(word.toLowerCase(Locale.ROOT), key);
            if (edits < least) {
                least = edits;
                best = key;
            }
        }
        return best;
    }

    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
