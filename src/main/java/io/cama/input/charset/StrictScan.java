package io.cama.input.charset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How well a whole file fits one charset.
 *
 * @param firstBad offset in the file of the first byte that does not fit, or -1
 * @param badBytes how many bytes do not fit
 * @param highBytes how many bytes are above 127
 */
record StrictScan(long firstBad, long badBytes, long highBytes) {
    private static final int SIZE = 64 * 1024;

    boolean fits() {
        return firstBad < 0;
    }

    /** Decodes the file from the byte at {@code skip} on, in constant memory. */
    static StrictScan of(Path file, int skip, Charset charset) throws IOException {
        return of(file, skip, charset, text -> {});
    }

    /** The same, and shows each stretch of decoded characters. */
    static StrictScan of(Path file, int skip, Charset charset, Consumer<CharBuffer> seen) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        CharBuffer text = CharBuffer.allocate(SIZE);
        long start = skip;
        long firstBad = -1;
        long bad = 0;
        long high = 0;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(skip);
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                for (int i = bytes.position(); i < bytes.position() + read; i++) {
                    high += bytes.get(i) < 0 ? 1 : 0;
                }
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                CoderResult result;
                do {
                    result = decoder.decode(bytes, text, end);
                    seen.accept(text.flip());
                    text.clear();
                    if (result.isError()) {
                        firstBad = firstBad < 0 ? start + bytes.position() : firstBad;
                        bad += result.length();
                        bytes.position(bytes.position() + result.length());
                    }
                } while (!result.isUnderflow());
                start += bytes.position();
                bytes.compact();
            }
        }
        return new StrictScan(firstBad, bad, high);
    }
}
