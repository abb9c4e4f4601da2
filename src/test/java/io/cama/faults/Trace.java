package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process asked of the system, as strace has written it down, and whether that is enough for a disk that keeps
 * only what it was told to keep: a file's content is durable when the file was synced after its last write, a name when
 * its folder was synced after the rename.
 */
record Trace(List<Event> events) {
    private static final Pattern LINE =
            Pattern.compile("(\\d+\\.\\d+) (\\w+)\\((.*)\\) += (-?\\d+|\\?).*?(?:<(\\d+\\.\\d+)>)?");
    private static final Pattern OPEN_FILE = Pattern.compile("^\\d+<([^>]*)>");
    private static final Pattern NAMES = Pattern.compile("\"([^\"]*)\"");

    /**
     * One call that succeeded.
     *
     * @param path of the file it worked on; of a rename, the new name
     * @param from of a rename, the old name
     */
    record Event(double start, double end, String call, String path, String from, String arguments) {
        boolean syncs(String file) {
            return (call.equals("fsync") || call.equals("fdatasync")) && path.equals(file);
        }

        boolean writes(String file) {
            return (call.equals("write") || call.equals("pwrite64")) && path.equals(file);
        }

        boolean asksAModel() {
            return call.equals("write") && arguments.contains("\"POST ");
        }
    }

    /** The command in front of a program to be watched; a file for each of its threads. */
    static List<String> command(Path folder) {
        String calls = "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2";
        Path files = folder.resolve("trace");
        return List.of("strace", "--seccomp-bpf", "-ff", "-ttt", "-T", "-y", "-s", "32", "-o", "" + files, "-e", calls);
    }

    /** Reads what {@link #command} has left in a folder. */
    static Trace read(Path folder) throws IOException {
        List<Event> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("trace."))
                    .toList()) {
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    Matcher matcher = LINE.matcher(line);
                    if (matcher.matches() && !matcher.group(4).startsWith("-")) {
                        events.add(event(matcher));
                    }
                }
            }
        }
        assertThat(events).as("strace has left nothing in " + folder).isNotEmpty();
        events.sort(Comparator.comparingDouble(Event::start));
        return new Trace(List.copyOf(events));
    }

    private static Event event(Matcher line) {
        double start = Double.parseDouble(line.group(1));
        double took = line.group(5) == null ? 0 : Double.parseDouble(line.group(5));
        String arguments = line.group(3);
        Matcher file = OPEN_FILE.matcher(arguments);
        if (file.find()) {
            return new Event(start, start + took, line.group(2), file.group(1), "", arguments);
        }
        List<String> names =
                NAMES.matcher(arguments).results().map(r -> r.group(1)).toList();
        return new Event(
                start,
                start + took,
                line.group(2),
                names.isEmpty() ? "" : names.get(names.size() - 1),
                names.isEmpty() ? "" : names.get(0),
                arguments);
    }

    /** What is wrong with the renames to such names. */
    List<String> renames(Predicate<String> target) {
        List<String> faults = new ArrayList<>();
        for (Event rename : events) {
            if (!rename.call().startsWith("rename") || !target.test(rename.path())) {
                continue;
            }
            double written = events.stream()
                    .filter(event -> event.writes(rename.from()))
                    .mapToDouble(Event::end)
                    .max()
                    .orElse(-1);
            if (written >= 0 && !synced(rename.from(), written, rename.start())) {
                faults.add("the content of " + rename.path() + " was not durable when it got its name");
            }
            if (!synced(parent(rename.path()), rename.end(), Double.MAX_VALUE)) {
                faults.add("the name " + rename.path() + " was never made durable");
            }
            boolean moved = !parent(rename.from()).equals(parent(rename.path()));
            if (moved && !synced(parent(rename.from()), rename.end(), Double.MAX_VALUE)) {
                faults.add("that " + rename.from() + " is gone was never made durable");
            }
        }
        return faults;
    }

    /** Calls to a model before which nothing was synced to a file since the one before. */
    List<String> calls(String file) {
        List<String> faults = new ArrayList<>();
        double before = 0;
        int number = 0;
        for (Event call : events.stream().filter(Event::asksAModel).toList()) {
            number++;
            if (!synced(file, before, call.start())) {
                faults.add("nothing was made durable in %s before call %d".formatted(file, number));
            }
            before = call.end();
        }
        return faults;
    }

    long count(Predicate<Event> kind) {
        return events.stream().filter(kind).count();
    }

    private boolean synced(String file, double after, double before) {
        return events.stream().anyMatch(e -> e.syncs(file) && e.start() >= after && e.end() <= before);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
