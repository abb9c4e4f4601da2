package io.cama.ops.http.wire;

import io.cama.flow.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What a client sends behind its headers, read once, within a size and a time. */
public final class Content {
    private static final int LARGEST_JSON = 64 * 1024;

    private final InputStream in;
    private final Deadlines deadlines;
    private final Duration time;

    /** @param time for a document; larger things have one of their own */
    public Content(InputStream in, Deadlines deadlines, Duration time) {
        this.in = in;
        this.deadlines = deadlines;
        this.time = time;
    }

    /**
     * The whole as a JSON object; an empty one where nothing was sent.
     *
     * @throws Problem if it is something else, or larger than 64 KB
     * @throws Gone if the client does not send it
     */
    public Map<String, Object> json() throws IOException {
        byte[] bytes = deadlines.within(time, () -> new Bounded(in, Long.MAX_VALUE).readNBytes(LARGEST_JSON + 1));
        if (bytes.length > LARGEST_JSON) {
            throw tooLarge(LARGEST_JSON);
        }
        if (bytes.length == 0) {
            return Map.of();
        }
        try {
            return Json.object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException | IllegalArgumentException noJson) {
            throw Problem.bad("The content is no JSON object in UTF-8.");
        }
    }

    /** Somebody who reads on. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /**
     * Has the whole read, however it is to be.
     *
     * @param most bytes; one more and it ends as a {@link Problem}
     * @param within the time for all of it, writing it away included
     * @throws Gone if the client does not send it, or not in time; whatever else goes wrong is the reader's
     */
    public <T> T stream(long most, Duration within, Reader<T> reader) throws IOException {
        try {
            return deadlines.within(within, () -> reader.read(new Bounded(in, most)));
        } catch (ClosedByInterruptException late) {
            throw new Gone(late);
        }
    }

    /** A client that sends no more, or too slowly, and cannot be answered. */
    public static final class Gone extends IOException {
        private static final long serialVersionUID = 1;

        private Gone(IOException cause) {
            super(cause);
        }
    }

    static Problem tooLarge(long most) {
        return new Problem(413, "too-large", "More than " + most + " bytes are not taken here.");
    }

    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read;
            try {
                read = super.read(bytes, from, length);
            } catch (IOException gone) {
                throw new Gone(gone);
            }
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge(most);
            }
        }
    }
}
