package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.faults.check.Judgement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The method of SQLite's authors: a small job of two prompts, in which the N-th system call of a kind fails or is the
 * last, once and from then on, for N from 1 until there is no N-th; then the program is started again without faults
 * and the judge looks. strace counts for each thread by itself, so that N strikes every thread that comes so far.
 *
 * <p>What was struck stands in {@code target/faults/sweep.tsv}. {@code -Dcama.faults.points=2} takes so many N of each
 * kind and fault, spread from the first to the last; {@code -Dcama.faults.only=SYNC-KILL} takes what begins so.
 */
@Tag("faults")
@Timeout(value = 180, unit = TimeUnit.MINUTES)
class FaultSweepTest {
    private static final int POINTS = Integer.getInteger("cama.faults.points", 18);
    private static final String ONLY = System.getProperty("cama.faults.only", "");
    private static final int ROWS = 6;
    private static final int CONCURRENCY = 8;
    private static final int AT_ONCE = 2;
    private static final int LONGEST_SECONDS = 60;
    private static final Path REPORT = Path.of("target/faults/sweep.tsv");
    private static final int SHOWN = 160;

    /** Kinds of calls. Java and the system open and write files of their own, so those are watched by name. */
    private enum Kind {
        SYNC("fsync,fdatasync", false),
        RENAME("rename,renameat,renameat2", false),
        UNLINK("unlink,unlinkat,rmdir", false),
        MKDIR("mkdir,mkdirat", false),
        PWRITE("pwrite64", false),
        WRITE("write", true),
        OPEN("openat", true);

        private final String calls;
        private final boolean named;

        Kind(String calls, boolean named) {
            this.calls = calls;
            this.named = named;
        }
    }

    /** What strikes; one that fails for good goes on failing. */
    private enum Fault {
        EIO("error=EIO", ""),
        EIO_FOR_GOOD("error=EIO", "+"),
        ENOSPC("error=ENOSPC", ""),
        ENOSPC_FOR_GOOD("error=ENOSPC", "+"),
        KILL("signal=SIGKILL", "");

        private final String injection;
        private final String on;

        Fault(String injection, String on) {
            this.injection = injection;
            this.on = on;
        }

        boolean forGood() {
            return !on.isEmpty();
        }
    }

    /** The N-th call of a kind. */
    private record Point(Kind kind, Fault fault, int n) {
        @Override
        public String toString() {
            return kind + "-" + fault + "-" + n;
        }
    }

    /** What came of it. */
    private record Outcome(Point point, List<String> struck, String exits, Judgement judgement, String fault) {
        String line() {
            String where = struck.isEmpty() ? "nothing" : struck.size() + ": " + struck.get(0);
            return String.join("\t", point.toString(), where, exits, judgement.line(), fault);
        }
    }

    @TempDir
    private Path folder;

    private Launch launch;

    @BeforeAll
    static void strace() {
        Needs.strace("failing system calls");
    }

    @Test
    void noFailingCallLosesDoublesTearsOrBuriesAnything() throws Exception {
        launch = Launch.PLAIN
                .archived(folder)
                .set("cama.local.give-up", "2s")
                .set("cama.local.probe", "200ms")
                .set("cama.inbox.min-age", "100ms")
                .set("cama.inbox.poll", "100ms");
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, "");
        List<Outcome> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Outcome>> waiting = new ArrayList<>();
            for (Point point : points()) {
                waiting.add(threads.submit(() -> strike(point)));
            }
            for (Future<Outcome> each : waiting) {
                outcomes.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        summary(outcomes);

        assertThat(outcomes.stream().filter(outcome -> !outcome.fault().isEmpty()))
                .as(() -> "of " + outcomes.size() + " points")
                .extracting(Outcome::line)
                .isEmpty();
    }

    /** Every kind was really struck, and not by the first call alone, or the sweep has proved nothing. */
    private static void summary(List<Outcome> outcomes) {
        Map<String, Long> struck = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome ->
                                outcome.point().kind() + "-" + outcome.point().fault(),
                        LinkedHashMap::new,
                        Collectors.summingLong(outcome -> outcome.struck().isEmpty() ? 0 : 1)));
        System.out.println("FaultSweepTest: " + outcomes.size() + " points, struck: " + struck + ", see " + REPORT);
        assertThat(struck).as("struck, by kind").allSatisfy((kind, times) -> assertThat(times)
                .isGreaterThan(Math.min(1, POINTS - 1)));
    }

    /** The points of each kind and fault, from the first call to one more than an undisturbed run makes in a thread. */
    private List<Point> points() throws Exception {
        List<Point> points = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            for (Kind kind : Kind.values()) {
                if (!(kind + "-" + fault + "-").startsWith(ONLY)) {
                    continue;
                }
                int most = calm(kind, fault);
                Set<Integer> numbers = new TreeSet<>();
                for (int i = 0; i < POINTS; i++) {
                    numbers.add(1 + (int) ((long) i * (most - 1) / Math.max(1, POINTS - 1)));
                }
                numbers.add(most + 1);
                numbers.forEach(n -> points.add(new Point(kind, fault, n)));
            }
        }
        return points;
    }

    private final Map<String, Integer> most = new LinkedHashMap<>();
    private final Set<String> paths = new TreeSet<>();

    /** Calls of a kind that the busiest thread makes when nothing fails; files are watched once their names are known. */
    private int calm(Kind kind, Fault fault) throws Exception {
        boolean dropped = fault == Fault.KILL;
        String key = kind + "-" + dropped;
        if (!most.containsKey(key)) {
            if (kind.named) {
                busiest(key + "-names", kind, fault, Set.of());
            }
            most.put(key, busiest(key, kind, fault, paths));
        }
        return most.get(key);
    }

    private int busiest(String name, Kind kind, Fault fault, Set<String> below) throws Exception {
        boolean dropped = fault == Fault.KILL;
        Path place = Files.createDirectory(folder.resolve("calm-" + name));
        try (Rig rig = rig(place, dropped)) {
            Launch watched = launch.under(strace(place, kind, fault, List.of(), below));
            assertThat(rig.ended(start(rig, watched, dropped))).as(rig.told()).isZero();
            paths.addAll(names(place));
            return busiest(place);
        }
    }

    private Outcome strike(Point point) throws Exception {
        Path place = Files.createDirectory(folder.resolve(point.toString()));
        boolean dropped = point.fault() == Fault.KILL;
        List<String> exits = new ArrayList<>();
        String wrong = "";
        try (Rig rig = rig(place, dropped)) {
            List<String> injection = List.of(
                    "-e",
                    "inject=" + point.kind().calls + ":" + point.fault().injection + ":when=" + point.n()
                            + point.fault().on);
            Process struck =
                    start(rig, launch.under(strace(place, point.kind(), point.fault(), injection, paths)), dropped);
            if (struck.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                exits.add("" + struck.exitValue());
            } else {
                rig.kill(struck);
                exits.add("hung");
                wrong = point.fault().forGood() ? "" : "still there after a minute";
            }
            int last = rig.ended(start(rig, launch, dropped));
            exits.add("" + last);
            if (last != 0) {
                last = rig.ended(rig.start(launch, List.of("resume", "--all")));
                exits.add("resume " + last);
            }
            Judgement judgement = dropped ? rig.judgeDropped(CONCURRENCY) : rig.judge(CONCURRENCY);
            if (!judgement.faults().isEmpty() || judgement.dead() > 0) {
                wrong = judgement.line();
            }
            Outcome outcome =
                    new Outcome(point, struck(place, point.fault()), String.join(",", exits), judgement, wrong);
            Files.writeString(REPORT, outcome.line() + "\n", StandardOpenOption.APPEND);
            return outcome;
        }
    }

    private static Rig rig(Path place, boolean dropped) throws IOException {
        Path home = Files.createDirectory(place.resolve("home"));
        Path input = Rig.rows(place.resolve("terms.csv"), "term", ROWS);
        if (dropped) {
            Files.copy(
                    input, Files.createDirectories(home.resolve("inbox/terms")).resolve("terms.csv"));
        }
        return new Rig(place, home, "terms", input, Endpoint.here(place.resolve("calls.jsonl"), 1));
    }

    /** A kill strikes the way from inbox to outbox; an error the one that gives up by itself. */
    private static Process start(Rig rig, Launch launch, boolean dropped) throws IOException {
        return dropped ? rig.start(launch, List.of("run", "--once")) : rig.process(launch);
    }

    /** strace stops only at the calls watched where it can: with that filter it counts no further than 1 to a signal. */
    private static List<String> strace(Path place, Kind kind, Fault fault, List<String> injection, Set<String> below) {
        List<String> command = new ArrayList<>(List.of("strace", "-ff", "-y", "-s", "200"));
        command.addAll(List.of("-o", place.resolve("trace").toString()));
        if (fault != Fault.KILL) {
            command.add("--seccomp-bpf");
        }
        command.addAll(List.of("-e", "trace=" + kind.calls));
        command.addAll(injection);
        if (kind.named) {
            String home = place.resolve("home").toString();
            below.forEach(path -> command.addAll(List.of("-P", home + path)));
        }
        return command;
    }

    /** Names below the home folder that are the same in every run. */
    private static Set<String> names(Path place) throws IOException {
        String home = place.resolve("home").toString();
        Pattern below = Pattern.compile(Pattern.quote(home) + "(/[^\">]*)[\">]");
        Set<String> names = new TreeSet<>(Set.of("/work/state.json", "/work/ledger.db-wal"));
        for (String line : lines(place)) {
            below.matcher(line).results().map(found -> found.group(1)).forEach(names::add);
        }
        names.removeIf(name -> name.matches(".*(/copy-|/in-|/\\.state).*"));
        return names;
    }

    private static int busiest(Path place) throws IOException {
        int most = 1;
        for (Path file : traces(place)) {
            most = Math.max(most, (int)
                    text(file).lines().filter(line -> line.contains(" = ")).count());
        }
        return most;
    }

    /** Calls that failed, or that never returned. */
    private static List<String> struck(Path place, Fault fault) throws IOException {
        String mark = fault == Fault.KILL ? " = ?" : "(INJECTED)";
        return lines(place).stream()
                .filter(line -> line.contains(mark))
                .map(line -> line.replace(place.toString(), ""))
                .map(line -> line.substring(0, Math.min(SHOWN, line.length())))
                .sorted()
                .toList();
    }

    private static List<String> lines(Path place) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : traces(place)) {
            text(file).lines().forEach(lines::add);
        }
        return lines;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static List<Path> traces(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(f -> f.getFileName().toString().startsWith("trace."))
                    .toList();
        }
    }
}
