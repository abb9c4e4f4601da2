package io.cama.input.charset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the first bytes say about the order of bytes: a mark, or the zeros that UTF-16 puts beside ASCII. */
final class ByteOrder {
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    private ByteOrder() {}

    /** The charset that the byte order mark names and its length, or null without a mark. */
    static Encoding.@Nullable Known mark(byte[] head) {
        int first = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | (head[1] & 0xff);
        int second = head.length < 4 ? -1 : (head[2] & 0xff) << 8 | (head[3] & 0xff);
        if (first == 0xEFBB && head.length > 2 && (head[2] & 0xff) == 0xBF) {
            return new Encoding.Known(StandardCharsets.UTF_8, 3);
        }
        if (first == 0xFFFE) {
            return second == 0 ? new Encoding.Known(UTF_32LE, 4) : new Encoding.Known(StandardCharsets.UTF_16LE, 2);
        }
        if (first == 0xFEFF) {
            return new Encoding.Known(StandardCharsets.UTF_16BE, 2);
        }
        return first == 0 && second == 0xFEFF ? new Encoding.Known(UTF_32BE, 4) : null;
    }

    /**
     * The kind of UTF-16 that the zero bytes look like, or null.
     *
     * @param leastZeros of a hundred pairs of bytes, how many must hold a zero
     */
    static @Nullable Charset byZeros(byte[] head, int leastZeros) {
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        int most = Math.max(zeros[0], zeros[1]);
        int fewest = Math.min(zeros[0], zeros[1]);
        if (most == 0 || most * 200L < (long) leastZeros * head.length || fewest * 2 > most) {
            return null;
        }
        return zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
}
