package io.cama.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file somebody drops, and what has to come of it.
 *
 * @param row of the fault matrix
 * @param what it is
 * @param name it has in the inbox
 * @param ok how many of its rows are answered; below zero for a file that is rejected
 * @param dead how many of its rows are dead letters
 * @param says what the reason, or the dead letters, hold
 * @param holds what the JSON output holds, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record HostileRow(
        int row,
        String what,
        String name,
        byte[] bytes,
        int ok,
        int dead,
        List<String> says,
        @Nullable String holds) {
    static HostileRow done(int row, String what, String name, byte[] bytes, int ok) {
        return new HostileRow(row, what, name, bytes, ok, 0, List.of(), null);
    }

    static HostileRow done(int row, String what, String name, String text, int ok) {
        return done(row, what, name, text.getBytes(StandardCharsets.UTF_8), ok);
    }

    static HostileRow dead(int row, String what, String name, String text, int ok, int dead, String... says) {
        return new HostileRow(row, what, name, text.getBytes(StandardCharsets.UTF_8), ok, dead, List.of(says), null);
    }

    static HostileRow rejected(int row, String what, String name, byte[] bytes, String... says) {
        return new HostileRow(row, what, name, bytes, -1, 0, List.of(says), null);
    }

    static HostileRow rejected(int row, String what, String name, String text, String... says) {
        return rejected(row, what, name, text.getBytes(StandardCharsets.UTF_8), says);
    }

    HostileRow holding(String text) {
        return new HostileRow(row, what, name, bytes, ok, dead, says, text);
    }

    boolean isRejected() {
        return ok < 0;
    }

    @Override
    public String toString() {
        return "row " + row + ": " + what;
    }
}
