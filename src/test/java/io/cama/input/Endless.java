package io.cama.input;

import java.io.Reader;
import java.util.Iterator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Text made up while it is read, which knows how far it was read. */
final class Endless extends Reader {
    private final Iterator<String> parts;
    private String part = "";
    private int at;
    private long taken;

    private Endless(Stream<String> parts) {
        this.parts = parts.iterator();
    }

    static Endless of(String before, long count, String each, String after) {
        return new Endless(Stream.concat(
                Stream.of(before), Stream.concat(LongStream.range(0, count).mapToObj(n -> each), Stream.of(after))));
    }

    /** How many characters were taken so far. */
    long taken() {
        return taken;
    }

    @Override
    public int read(char[] target, int offset, int length) {
        while (at == part.length()) {
            if (!parts.hasNext()) {
                return -1;
            }
            part = parts.next();
            at = 0;
        }
        int count = Math.min(length, part.length() - at);
        part.getChars(at, at + count, target, offset);
        at += count;
        taken += count;
        return count;
    }

    @Override
    public void close() {
        part = "";
        at = 0;
    }
}
