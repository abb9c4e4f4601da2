package io.cama.cli.status;

import io.cama.cli.follow.Tally;
import io.cama.cli.money.CostText;
import io.cama.flow.receipt.Receipt;
import io.cama.flow.receipt.Statistics;
import io.cama.ledger.Ledger;
import io.cama.ledger.Spend.RunCost;
import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is shown.
 *
 * @param skippedBy how many rows were skipped for each reason
 * @param stopped whether it is unfinished and no process is there to go on with it
 * @param statistics how its rows are spread over what its job counts
 */
record RunLine(
        Run run,
        Counts counts,
        RunCost cost,
        Tally tally,
        OptionalLong eta,
        boolean stopped,
        Map<String, Long> skippedBy,
        Map<String, Map<String, Map<String, Object>>> statistics) {
    /** @param atWork whether a process works with the ledger */
    static RunLine of(Ledger ledger, Run run, boolean atWork, InstantSource clock) {
        Counts counts = ledger.counts(run.id());
        Tally tally = Tally.of(run, counts);
        Instant started = run.started();
        boolean unfinished = run.state() == RunState.RUNNING || run.state() == RunState.ACCEPTED;
        boolean running = run.state() == RunState.RUNNING && atWork && run.loaded();
        OptionalLong eta = running && started != null
                ? tally.secondsLeft(Duration.between(started, clock.instant()), 0)
                : OptionalLong.empty();
        Map<String, Long> skippedBy = counts.skipped() == 0 ? Map.of() : ledger.skippedBy(run.id());
        return new RunLine(
                run,
                counts,
                ledger.cost(run.id()),
                tally,
                eta,
                unfinished && !atWork,
                skippedBy,
                Statistics.of(ledger, run.id()));
    }

    private String state() {
        return stopped ? "STOPPED" : run.state().name();
    }

    /** @param next tells how it goes on */
    String text(Next next) {
        StringBuilder text = new StringBuilder("%s  %-8s  %s  %s  %s, %s"
                .formatted(run.id(), state(), run.job(), run.input(), tally.sentence(), CostText.of(cost)));
        eta.ifPresent(seconds -> text.append(", ETA ").append(Tally.clock(seconds)));
        skippedBy.forEach((why, rows) ->
                text.append("\n  ").append(rows).append(" skipped: ").append(why));
        Statistics.lines(statistics).forEach(line -> text.append("\n  ").append(line));
        if (run.reason() != null) {
            text.append("\n  ").append(run.reason());
        }
        String then = next.of(run, stopped);
        if (!then.isEmpty()) {
            text.append("\n  ").append(then);
        }
        return text.toString();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("job", run.job());
        json.put("file", run.input());
        json.put("state", state());
        json.put("rows", counts.rows());
        json.put("loaded", run.loaded());
        json.put("ok", counts.ok());
        json.put("recalled", counts.recalled());
        json.put("dead", counts.dead());
        json.put("skipped", counts.skipped());
        json.put("skippedBy", skippedBy);
        json.put("pending", counts.pending());
        json.put("failurePercent", Statistics.percent(counts.dead(), counts.rows(), 2));
        json.put("statistics", statistics);
        json.put("percent", tally.percent().isPresent() ? tally.percent().getAsInt() : null);
        json.put("calls", run.calls());
        json.put("cost", Receipt.cost(cost));
        json.put("etaSeconds", eta.isPresent() ? eta.getAsLong() : null);
        json.put("reason", run.reason());
        json.put("resumeAt", text(run.resumeAt()));
        json.put("accepted", run.accepted().toString());
        json.put("ended", text(run.ended()));
        return json;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
