package io.cama.cli.prompt;

import io.cama.cli.follow.Outcome;
import io.cama.cli.follow.Report;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.cli.work.Batch;
import io.cama.config.version.Versions;
import io.cama.flow.attempt.Asking;
import io.cama.flow.rows.OneRow;
import io.cama.flow.watch.Watch;
import io.cama.ledger.Ledger;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.ledger.look.Looks.ItemLook;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.ItemState;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.ops.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row sent through its job alone, by the job's own route: with a meter in place of every model, or for real. What is
 * known to the ledger is not asked again either way.
 */
final class RowRun implements Report.Reporter {
    private final boolean metered;
    private final List<Asking> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Said> said = new ArrayList<>();
    private String trouble = "";

    private RowRun(boolean metered) {
        this.metered = metered;
    }

    /**
     * What came of a row.
     *
     * @param exit one of {@link Exit}
     * @param said the prompts that the route asked of it, in their order
     * @param trouble why the row or the run did not end well; empty if it did
     */
    record Result(int exit, List<Said> said, String trouble) {}

    /** Sends the row through the job and waits for its end. */
    static Result of(Globals globals, Workplace place, Job job, OneRow row, @Nullable String model, boolean send)
            throws Exception {
        Path folder = Objects.requireNonNull(job.folder(), "the job's route is in an application");
        Path work = Files.createDirectories(place.home().resolve("work"));
        Path outbox = Files.createTempDirectory(work, "row-"); // a run that outlives us publishes nowhere else
        AtomicReference<String> id = new AtomicReference<>();
        RowRun run = new RowRun(!send);
        if (send) {
            new Versions(place.home(), place.settings().number("cama.versions.keep"))
                    .keep(job.name(), folder, Instant.now());
        }
        try {
            Batch batch = new Batch(globals, place, again -> globals.command("prompt " + job.name() + " --send"), run);
            Purpose.Mode mode = send ? Purpose.Mode.BATCH : Purpose.Mode.METER;
            int exit = batch.run(
                    new Purpose(place.program(), Set.of(job.name()), mode, 1),
                    new LinkedHashMap<Path, Story>(),
                    (application, interruption) -> {
                        application.flow().watches().add(run.new Asked());
                        Run accepted = row.accept(
                                application.ledger(), application.flow().home(), job.name(), folder, outbox, model);
                        id.set(accepted.id());
                        application.resume(accepted, Terms.USUAL);
                        return List.of(accepted.id());
                    });
            return new Result(exit, run.said, run.trouble);
        } finally {
            if (send && id.get() != null) {
                endFor(place, id.get());
            }
            delete(outbox);
        }
    }

    /** The run of the row ends with the command, whatever held it up: nobody else is to take it up. */
    private static void endFor(Workplace place, String id) {
        try (Ledger ledger = SqliteLedger.openReadOnly(place.ledger()).orElseThrow()) {
            RunState state = ledger.run(id).orElseThrow().state();
            if (state == RunState.DONE || state == RunState.REJECTED) {
                return;
            }
        }
        GroupCommit commit = new GroupCommit(
                place.settings().number("cama.ledger.batch"), place.settings().duration("cama.ledger.linger"));
        try (Ledger ledger = SqliteLedger.open(
                place.ledger(), Clock.systemUTC(), commit, place.settings().bytes("cama.ledger.compress-over"))) {
            ledger.reject(id, "cama prompt --send ended before its row had; send it again");
        }
    }

    @Override
    public Report of(Ledger ledger, List<Run> runs, Map<Path, Story> refused) throws Exception {
        int exit = Exit.LATER;
        for (Run run : runs) {
            long position = asked.isEmpty() ? 0 : asked.get(0).position();
            List<CallLook> calls = position == 0 ? List.of() : ledger.calls(run.id(), position);
            asked.forEach(asking -> said.add(Said.of(asking, calls, metered)));
            trouble = position == 0 ? nothingAsked(ledger, run) : trouble(ledger, run, position, metered);
            boolean dead = ledger.counts(run.id()).dead() > 0;
            exit = metered
                    ? (dead ? Exit.DEAD_LETTERS : Exit.OK)
                    : Outcome.of(ledger, run).exit();
        }
        return new Silent(exit);
    }

    private static String nothingAsked(Ledger ledger, Run run) {
        List<String> why = new ArrayList<>();
        ledger.deadByReason(run.id()).keySet().forEach(reason -> why.add(reason.name()));
        String ends = why.isEmpty() ? "" : "; it ends as a dead letter, " + String.join(", ", why);
        return "the job's route asked nothing of this row" + ends;
    }

    private static String trouble(Ledger ledger, Run run, long position, boolean metered) {
        ItemLook item = ledger.look(run.id(), position).orElse(null);
        if (item != null && item.state() == ItemState.DEAD) {
            return "the row is a dead letter: " + item.reason() + ": " + item.message();
        }
        String reason = run.reason();
        return !metered && run.state() == RunState.PAUSED && reason != null ? reason : "";
    }

    @Override
    public boolean showsProgress() {
        return false;
    }

    /** The command itself says what there is to say. */
    private record Silent(int exit) implements Report {
        @Override
        public void print(Globals globals) {
            globals.shell().err().flush();
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Notes who is asked what. */
    private final class Asked implements Watch {
        @Override
        public void asked(Asking asking, Duration took) {
            asked.add(asking);
        }
    }
}
