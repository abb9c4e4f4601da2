package io.cama.input;

import io.cama.model.Failure;
import io.cama.model.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file.
 *
 * @param position 1 for the first; rows that failed count, blank lines do not
 * @param line where it begins in the file, 1 for the first line
 * @param fields in the order of the file; values are texts, and in JSON also numbers, booleans, lists, maps and
 *     null; of a row that failed, what could be read, at most about 4 KiB
 * @param failure why it is no item, or null
 */
public record InputRow(
        long position,
        long line,
        Map<String, Object> fields,
        @Nullable Failure failure) {
    /** The field of a failed row under which its whole text stands where it has no cells. */
    public static final String TEXT = "text";

    private static final int KEPT_BYTES = 4096;

    static InputRow good(long position, long line, Map<String, Object> fields) {
        return new InputRow(position, line, Collections.unmodifiableMap(fields), null);
    }

    static InputRow failed(long position, long line, Map<String, String> read, Reason reason, String message) {
        Map<String, Object> kept = new LinkedHashMap<>();
        int left = KEPT_BYTES;
        for (Map.Entry<String, String> field : read.entrySet()) {
            String value = cut(field.getValue(), left);
            kept.put(field.getKey(), value);
            left -= bytes(value);
        }
        return new InputRow(position, line, Collections.unmodifiableMap(kept), Failure.of(reason, message));
    }

    private static String cut(String text, int most) {
        int left = most;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            left -= bytes(point);
            if (left < 0) {
                return text.substring(0, end) + "…";
            }
            end += Character.charCount(point);
        }
        return text;
    }

    private static int bytes(String text) {
        return text.codePoints().map(InputRow::bytes).sum();
    }

    private static int bytes(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}
