package io.cama.ledger.sqlite.call;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A reply's body as it lies in the ledger: a byte that says whether the UTF-8 after it is deflated (1) or not (0). A
 * body an older version has stored is text.
 */
public final class Body {
    /** Bodies of more bytes are deflated unless the caller says otherwise. */
    public static final long COMPRESS_OVER = 1024;

    private static final int LEVEL = 6;

    private final byte[] stored;
    private final long bytes;

    private Body(byte[] stored, long bytes) {
        this.stored = stored;
        this.bytes = bytes;
    }

    /**
     * Packs a body, which saves a tenth of it at least or is not done.
     *
     * @param compressOver only bodies of more bytes are packed; 0 packs none
     */
    public static Body of(String text, long compressOver) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        byte[] stored = compressOver > 0 && raw.length > compressOver ? deflated(raw) : plain(raw);
        return new Body(stored, raw.length);
    }

    /** What is written to the ledger, not to be changed. */
    public byte[] stored() {
        return stored;
    }

    /** How many bytes the body itself has. */
    public long bytes() {
        return bytes;
    }

    /** Reads a column that holds a body; nothing stored is the empty body. */
    public static String read(ResultSet row, int column) throws SQLException {
        Object stored = row.getObject(column);
        if (stored instanceof byte[] bytes) {
            return bytes[0] == 0
                    ? new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8)
                    : new String(inflated(bytes), StandardCharsets.UTF_8);
        }
        return stored == null ? "" : stored.toString();
    }

    private static byte[] plain(byte[] raw) {
        byte[] stored = new byte[raw.length + 1];
        System.arraycopy(raw, 0, stored, 1, raw.length);
        return stored;
    }

    private static byte[] deflated(byte[] raw) {
        byte[] stored = new byte[(int) (raw.length * 9L / 10)];
        stored[0] = 1;
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(raw);
            deflater.finish();
            int packed = deflater.deflate(stored, 1, stored.length - 1);
            return deflater.finished() ? Arrays.copyOf(stored, packed + 1) : plain(raw);
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] stored) throws SQLException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored, 1, stored.length - 1);
            ByteArrayOutputStream raw = new ByteArrayOutputStream(stored.length * 4);
            byte[] buffer = new byte[8192];
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                raw.write(buffer, 0, n);
            }
            if (!inflater.finished()) {
                throw new SQLException("a stored reply ends before its end");
            }
            return raw.toByteArray();
        } catch (DataFormatException damaged) {
            throw new SQLException("a stored reply cannot be unpacked: " + damaged.getMessage(), damaged);
        } finally {
            inflater.end();
        }
    }
}
