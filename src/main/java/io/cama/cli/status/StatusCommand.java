package io.cama.cli.status;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Workplace;
import io.cama.cli.steer.Standings;
import io.cama.flow.board.State;
import io.cama.flow.board.State.GateLine;
import io.cama.flow.board.State.LocalLine;
import io.cama.flow.standing.Said;
import io.cama.ledger.Ledger;
import io.cama.ledger.Spend.By;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.llm.price.Money;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cama status}: the runs, newest first, whether or not another process works on them; or what was spent. */
@Command(
        name = "status",
        description = {
            "List the runs with their progress and cost, and say what was spent today, whether there is maintenance,",
            "and which jobs are paused.",
            "With --spend, say what was spent on what. Works while another cama is at work."
        })
public final class StatusCommand implements Callable<Integer> {
    private static final int DAYS = 30;

    private final Globals globals;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--limit", paramLabel = "N", description = "The most runs to list. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(names = "--spend", description = "Tokens and cost instead of runs.")
    private boolean spend;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "What to add up by: day, job, prompt, model or run. Default: day.")
    private @Nullable By by;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "The first day (UTC) that counts, such as 2026-07-01. Default: " + DAYS + " days ago.")
    private @Nullable LocalDate since;

    public StatusCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw wrong("--limit must be 1 or more, was " + limit);
        }
        if (!spend && (by != null || since != null)) {
            throw wrong("--by and --since say what --spend adds up; give that too");
        }
        Workplace place = globals.workplace();
        try (Ledger ledger = place.past().orElse(null)) {
            if (ledger == null) {
                globals.say("No ledger at " + place.ledger() + ": nothing has been worked on in this home folder yet.");
            }
            if (spend) {
                spent(ledger).print(globals);
            } else {
                runs(ledger, place);
            }
        }
        return Exit.OK;
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private SpendReport spent(@Nullable Ledger ledger) {
        LocalDate from = since == null ? today().minusDays(DAYS) : since;
        return new SpendReport(
                ledger == null
                        ? List.of()
                        : ledger.spent(
                                by == null ? By.DAY : by,
                                from.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private void runs(@Nullable Ledger ledger, Workplace place) throws IOException {
        boolean atWork = SqliteLedger.isInUse(place.ledger());
        List<RunLine> runs = ledger == null
                ? List.of()
                : ledger.runs(limit).stream()
                        .map(run -> RunLine.of(ledger, run, atWork, clock))
                        .toList();
        long today = ledger == null ? 0 : ledger.spentOn(today());
        Optional<State> state = atWork ? State.read(place.home()).filter(now -> !now.ended()) : Optional.empty();
        Map<String, String> limits = limits(state);
        Standings standings = Standings.of(place);
        @Nullable LocalLine local = state.map(State::local).orElse(null);
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("atWork", atWork);
            json.put("spentToday", Money.dollars(today));
            json.put("limitedBy", limits);
            json.put("heldUpBy", local);
            Said maintenance = standings.orders().maintenance();
            json.put("maintenance", maintenance == null ? null : Standings.json(maintenance));
            json.put("pausedJobs", standings.jobs());
            json.put("runs", runs.stream().map(RunLine::json).toList());
            globals.print(JsonText.of(json));
            return;
        }
        Next next = Next.of(globals, place, standings.orders(), atWork);
        runs.forEach(run -> globals.print(run.text(next)));
        standings.sentences(globals).forEach(globals::say);
        if (local != null) {
            globals.say("Held up since " + local.since() + " by this machine: " + local.reason() + ": "
                    + local.message() + ". It goes on by itself when that has passed.");
        }
        if (ledger != null) {
            globals.say("Spent today (UTC): " + Money.text(today)
                    + (atWork ? "." : ". No process is at work.")
                    + (limits.isEmpty() ? "" : " Limited by " + words(limits) + "."));
        }
    }

    private static Map<String, String> limits(Optional<State> state) {
        return state.map(State::gates).orElse(List.of()).stream()
                .filter(gate -> !gate.limitedBy().isEmpty())
                .collect(Collectors.toMap(GateLine::provider, GateLine::limitedBy, (one, other) -> one, TreeMap::new));
    }

    private static String words(Map<String, String> limits) {
        return limits.entrySet().stream()
                .map(limit -> limit.getValue() + " (" + limit.getKey() + ")")
                .collect(Collectors.joining(", "));
    }
}
