package io.cama.cli.work;

import io.cama.cli.doctor.Features;
import io.cama.cli.follow.Follow;
import io.cama.cli.follow.Patience;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.cli.stop.Interruption;
import io.cama.flow.inbox.InboxFilter;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.Job;
import io.cama.model.LocalFault;
import io.cama.model.Run;
import io.cama.ops.Application;
import io.cama.ops.Purpose;
import io.cama.ops.serve.Serving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cama run}: the service. Whatever lands in the inbox is worked on. */
@Command(
        name = "run",
        description = {
            "Watch inbox/<job>/ and put every file that lands there through its job, until stopped.",
            "Also goes on with what was unfinished when it was last stopped."
        })
public final class RunCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final int LATEST = 1000;

    private final Globals globals;

    @Option(names = "--once", description = "Stop when the inbox is empty and every run has ended.")
    private boolean once;

    public RunCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        Workplace place = globals.workplace();
        Logging.start(globals, once ? "WARN" : "INFO", place.settings());
        new Preflight(place).all();
        Preflight.home(place.home());
        Path inbox = place.home().resolve("inbox");
        List<String> jobs = place.folders().jobs().stream().map(Job::name).toList();
        for (String job : jobs) {
            Files.createDirectories(inbox.resolve(job));
        }
        Set<Run> before = runs(place.ledger());
        return new Batch(globals, place, paused -> globals.command("resume " + paused.id()))
                .run(
                        new Purpose(place.program(), Set.of(), Purpose.Mode.WATCH, 0),
                        new LinkedHashMap<>(),
                        (application, interruption) -> {
                            try (Serving serving = Serving.start(
                                    application,
                                    place.settings(),
                                    globals.shell().environment())) {
                                globals.say(Features.of(place.settings())
                                        .with("API", serving.where())
                                        .text());
                                globals.say("Watching " + inbox + " for " + String.join(", ", jobs)
                                        + (once ? " until it is empty." : ". Stop with Ctrl-C."));
                                return watch(
                                        application,
                                        place.home(),
                                        interruption,
                                        before,
                                        new Patience(
                                                application.flow().ground(),
                                                place.settings().duration("cama.local.give-up")));
                            }
                        });
    }

    /**
     * Waits until there is nothing left to do, or for ever.
     *
     * @param before the runs as they were when this process began
     * @return the runs that something has happened to since
     */
    private Collection<String> watch(
            Application application, Path home, Interruption interruption, Set<Run> before, Patience patience)
            throws IOException {
        Set<Path> left = Set.copyOf(claimed(home));
        boolean idleBefore = false;
        boolean told = false;
        while (!told) {
            boolean idle = once && isIdle(application, home, left, patience);
            if (idle && idleBefore) {
                return application.ledger().runs(LATEST).stream()
                        .filter(run -> !before.contains(run))
                        .map(Run::id)
                        .toList();
            }
            idleBefore = idle;
            told = interruption.await(TICK);
        }
        return List.of();
    }

    /** Whether nothing is left to be done; while the ledger cannot be read, nobody knows. */
    private static boolean isIdle(Application application, Path home, Set<Path> left, Patience patience)
            throws IOException {
        try {
            List<Run> runs = application.ledger().runs(LATEST);
            // Under maintenance what lies in the inbox is left there.
            boolean taken = !application.flow().standing().takesFiles() || inboxIsEmpty(home);
            return patience.isOver()
                    || (taken
                            && claimed(home).stream().allMatch(file -> left.contains(file) || isInput(file, runs))
                            && runs.stream().allMatch(run -> Follow.hasEnded(run) && !patience.waitsFor(run)));
        } catch (LocalFault fault) {
            patience.met(fault);
            return false;
        }
    }

    private static Set<Run> runs(Path file) {
        return SqliteLedger.openReadOnly(file)
                .map(ledger -> {
                    try (ledger) {
                        return Set.copyOf(ledger.runs(LATEST));
                    }
                })
                .orElse(Set.of());
    }

    private static boolean inboxIsEmpty(Path home) throws IOException {
        return files(home.resolve("inbox"), 2)
                .allMatch(name -> InboxFilter.isUnfinished(name.getFileName().toString())
                        || name.getName(0).toString().startsWith("."));
    }

    /** Files that intake has taken out of the inbox. Those that are there from the start are no run and stay. */
    private static List<Path> claimed(Path home) throws IOException {
        Path work = home.resolve("work");
        return files(work, 3)
                .filter(name -> name.getName(0).toString().startsWith("in-"))
                .map(work::resolve)
                .toList();
    }

    private static boolean isInput(Path file, List<Run> runs) {
        return runs.stream().anyMatch(run -> Path.of(run.source()).equals(file.toAbsolutePath()));
    }

    /** The files so many folders down, as {@code folder/…/name}. */
    private static Stream<Path> files(Path folder, int depth) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> below = Files.walk(folder, depth)) {
            return below
                    .filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(file -> file.getNameCount() == depth)
                    .toList()
                    .stream();
        } catch (UncheckedIOException movedMeanwhile) {
            return Stream.of(Path.of("in-motion"));
        }
    }
}
