package io.cama.flow.board;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been said about breakers. Isolations hold until they are taken back, over restarts too; a command is obeyed
 * once, by the process at work when it is given. A part that is missing or makes no sense is an
 * {@link IllegalArgumentException}.
 *
 * @param isolated by the breaker's name
 * @param commands the latest for each breaker, by ascending number
 */
public record Orders(Map<String, Isolation> isolated, List<Command> commands) {
    public static final Orders NONE = new Orders(Map.of(), List.of());

    /**
     * A breaker that lets nobody through.
     *
     * @param at when it was said, RFC 3339
     * @param by who said it, as the system calls them
     */
    public record Isolation(String reason, String at, String by) {
        public Isolation {
            said(reason, "reason");
            instant(at);
            said(by, "by");
        }
    }

    /** What is to be done to a breaker. */
    public enum Verb {
        CLOSE,
        RESET
    }

    /**
     * Something to be done once.
     *
     * @param number later commands have larger ones
     * @param name of the breaker
     * @param at when it was said, RFC 3339
     * @param by who said it, as the system calls them
     */
    public record Command(long number, Verb verb, String name, String at, String by) {
        public Command {
            if (number < 1) {
                throw new IllegalArgumentException("number must be 1 or more, is " + number);
            }
            present(verb, "verb");
            said(name, "name");
            instant(at);
            said(by, "by");
        }
    }

    public Orders {
        present(isolated, "isolated").forEach((name, isolation) -> present(isolation, "isolated." + name));
        present(commands, "commands").forEach(command -> present(command, "a part of commands"));
        isolated = Map.copyOf(isolated);
        commands = commands.stream()
                .sorted(Comparator.comparingLong(Command::number))
                .toList();
    }

    private static <T> T present(@Nullable T part, String what) {
        if (part == null) {
            throw new IllegalArgumentException(what + " is missing or null");
        }
        return part;
    }

    private static void said(@Nullable String text, String what) {
        if (present(text, what).isBlank()) {
            throw new IllegalArgumentException(what + " is empty");
        }
    }

    private static void instant(@Nullable String at) {
        try {
            Instant.parse(present(at, "at"));
        } catch (DateTimeException none) {
            throw new IllegalArgumentException(
                    "at must be an instant such as 2026-01-31T09:30:00Z, is \"" + at + "\"", none);
        }
    }

    /** The number of the latest command, 0 for none. */
    public long latest() {
        return commands.stream().mapToLong(Command::number).max().orElse(0);
    }

    Orders with(String name, Isolation isolation) {
        Map<String, Isolation> more = new TreeMap<>(isolated);
        more.put(name, isolation);
        return new Orders(more, commands);
    }

    Orders with(Verb verb, String name, String at, String by) {
        Map<String, Isolation> fewer = new TreeMap<>(isolated);
        fewer.remove(name);
        List<Command> others = new ArrayList<>(commands);
        others.removeIf(command -> command.name().equals(name));
        others.add(new Command(latest() + 1, verb, name, at, by));
        return new Orders(fewer, others);
    }
}
