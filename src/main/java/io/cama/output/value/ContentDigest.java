package io.cama.output.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A SHA-256 of values rather than of bytes, so that what was meant can be compared with what was read back. */
public final class ContentDigest {
    private static final int BLOCK = 1 << 16;

    private final MessageDigest sha256 = sha256();

    /** Adds a value made of maps, lists, text, numbers, truth values and null. */
    public ContentDigest add(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            mark('{', map.size());
            map.forEach((key, member) -> add(key).add(member));
        } else if (value instanceof List<?> list) {
            mark('[', list.size());
            list.forEach(this::add);
        } else if (value instanceof Number number) {
            bytes('#', new BigDecimal(number.toString()).toString().getBytes(UTF_8));
        } else if (value instanceof CharSequence text) {
            bytes('"', text.toString().getBytes(UTF_8));
        } else {
            bytes('=', String.valueOf(value).getBytes(UTF_8));
        }
        return this;
    }

    /** The digest of all that was added, hex. Starts anew. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** The first eight bytes of the digest. Starts anew. */
    public long number() {
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }

    /** The SHA-256 of a text's UTF-8 bytes. */
    public static byte[] ofText(String text) {
        return sha256().digest(text.getBytes(UTF_8));
    }

    /** A stream that takes the SHA-256 of what passes through it. */
    public static DigestOutputStream around(OutputStream out) {
        return new DigestOutputStream(out, sha256());
    }

    /** The SHA-256 of a file's bytes, hex. */
    public static String ofFile(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void bytes(char kind, byte[] content) {
        mark(kind, content.length);
        sha256.update(content);
    }

    private void mark(char kind, int size) {
        sha256.update(ByteBuffer.allocate(6).putChar(kind).putInt(size).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
