package io.cama.cli.look;

import io.cama.cli.follow.Tally;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cama status}: the runs, newest first, whether or not another process works on them. */
@Command(name = "status", description = "List the runs with their progress. Works while another cama is at work.")
public final class StatusCommand implements Callable<Integer> {
    private final Globals globals;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--limit", paramLabel = "N", description = "The most runs to list. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    public StatusCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (limit < 1 && spec != null) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, was " + limit);
        }
        Path file = globals.workplace().ledger();
        try (Ledger ledger = SqliteLedger.openReadOnly(file).orElse(null)) {
            if (ledger == null) {
                globals.say("No ledger at " + file + ": nothing has been worked on in this home folder yet.");
            }
            List<Row> rows = ledger == null
                    ? List.of()
                    : ledger.runs(limit).stream().map(run -> row(ledger, run)).toList();
            if (globals.json()) {
                globals.print(JsonText.of(rows.stream().map(Row::json).toList()));
            } else {
                rows.forEach(row -> globals.print(row.text()));
            }
        }
        return Exit.OK;
    }

    private Row row(Ledger ledger, Run run) {
        Tally tally = Tally.of(run, ledger.counts(run.id()));
        Instant started = run.started();
        boolean running = run.state() == RunState.RUNNING && run.loaded() && started != null;
        OptionalLong eta = running && started != null
                ? tally.secondsLeft(Duration.between(started, clock.instant()), 0)
                : OptionalLong.empty();
        return new Row(run, ledger.counts(run.id()), tally, eta);
    }

    /** A run as it is shown. */
    private record Row(Run run, Counts counts, Tally tally, OptionalLong eta) {
        String text() {
            StringBuilder text = new StringBuilder(
                    "%s  %-8s  %s  %s  %s".formatted(run.id(), run.state(), run.job(), run.input(), tally.sentence()));
            eta.ifPresent(seconds -> text.append(", ETA ").append(Tally.clock(seconds)));
            if (run.reason() != null) {
                text.append("\n  ").append(run.reason());
            }
            return text.toString();
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", run.id());
            json.put("job", run.job());
            json.put("file", run.input());
            json.put("state", run.state().name());
            json.put("rows", counts.rows());
            json.put("loaded", run.loaded());
            json.put("ok", counts.ok());
            json.put("recalled", counts.recalled());
            json.put("dead", counts.dead());
            json.put("skipped", counts.skipped());
            json.put("pending", counts.pending());
            json.put("percent", tally.percent().isPresent() ? tally.percent().getAsInt() : null);
            json.put("calls", run.calls());
            json.put("etaSeconds", eta.isPresent() ? eta.getAsLong() : null);
            json.put("reason", run.reason());
            json.put("resumeAt", run.resumeAt() == null ? null : String.valueOf(run.resumeAt()));
            json.put("accepted", run.accepted().toString());
            json.put("ended", run.ended() == null ? null : String.valueOf(run.ended()));
            return json;
        }
    }
}
