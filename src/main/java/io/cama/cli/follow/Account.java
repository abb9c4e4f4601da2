package io.cama.cli.follow;

import io.cama.cli.money.CostText;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.flow.money.Budget;
import io.cama.llm.price.Money;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last words about runs: the rows, which always add up, what it took, where the files are, and what to do next.
 *
 * @param refused files that became no run, with the reason
 * @param resume the command that goes on with a run that is paused
 * @param atWork whether a process is there that works on what is not over
 */
public record Account(List<Outcome> outcomes, Map<Path, Story> refused, Function<Run, String> resume, boolean atWork)
        implements Report {
    /** Rows that were not read well; they are asked once they are edited, and not before. */
    private static final Set<String> UNREAD = Set.of(Reason.RAGGED_ROW.name(), Reason.BAD_LINE.name());

    /** The most lines about what rows failed of. */
    private static final int REASONS = 5;

    /** An account of what nobody works on any more. */
    public Account(List<Outcome> outcomes, Map<Path, Story> refused, Function<Run, String> resume) {
        this(outcomes, refused, resume, false);
    }

    /** The one exit code for all of them. */
    @Override
    public int exit() {
        List<Integer> codes =
                new ArrayList<>(outcomes.stream().map(Outcome::exit).toList());
        refused.values().forEach(story -> codes.add(story.exit()));
        return Exit.worst(codes);
    }

    /** Prints it, as sentences or as one JSON document. */
    @Override
    public void print(Globals globals) {
        refused.forEach((file, story) -> globals.shell().err().println("error: " + file + ": " + said(file, story)));
        if (globals.json()) {
            List<Object> all =
                    new ArrayList<>(outcomes.stream().map(Outcome::json).toList());
            refused.forEach((file, story) -> all.add(refusal(file, story)));
            globals.print(JsonText.of(all));
        } else {
            outcomes.forEach(outcome -> globals.print(text(outcome)));
        }
        outcomes.forEach(outcome -> next(outcome, globals));
        globals.shell().err().flush();
    }

    /** Without the file's name, which stands before it. */
    private static String said(Path file, Story story) {
        String name = file.getFileName() + ": ";
        return story.text().startsWith(name) ? story.text().substring(name.length()) : story.text();
    }

    private static Map<String, Object> refusal(Path file, Story story) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("input", Map.of("file", String.valueOf(file.getFileName())));
        json.put("state", RunState.REJECTED.name());
        json.put("reason", story.text());
        json.put("exit", story.exit());
        return json;
    }

    private static String text(Outcome outcome) {
        var counts = outcome.counts();
        String pending = counts.pending() == 0 ? "" : " + " + counts.pending() + " pending";
        boolean whole = outcome.run().loaded() || outcome.run().state() == RunState.REJECTED;
        String rows = whole ? Tally.number(counts.rows(), "row") : counts.rows() + " of ? rows";
        StringBuilder text = new StringBuilder("%s: %s = %d ok (%d from the ledger) + %s + %d skipped%s"
                .formatted(
                        outcome.run().input(),
                        rows,
                        counts.ok(),
                        counts.recalled(),
                        Tally.number(counts.dead(), "dead letter"),
                        counts.skipped(),
                        pending));
        text.append("\n  %s, %d tokens in, %d out, %s"
                .formatted(
                        Tally.number(outcome.usage().calls(), "call"),
                        outcome.usage().inputTokens(),
                        outcome.usage().outputTokens(),
                        CostText.of(outcome.cost())));
        if (outcome.mended() > 0) {
            text.append("\n  ")
                    .append(outcome.mended() == 1 ? "1 reply was mended" : outcome.mended() + " replies were mended");
        }
        if (outcome.usage().possiblyPaidTwice() > 0) {
            text.append(
                    "\n  possibly paid twice: " + Tally.number(outcome.usage().possiblyPaidTwice(), "call"));
        }
        failures(outcome.failures(), text);
        outcome.skipped().entrySet().stream()
                .limit(REASONS)
                .forEach(skipped -> text.append("\n  %d skipped: %s".formatted(skipped.getValue(), skipped.getKey())));
        outcome.files().forEach(file -> text.append("\n  ").append(shown(file)));
        return text.toString();
    }

    /** What most dead letters are dead of, each with what to do about it; the rest in one number. */
    private static void failures(Map<String, Long> failures, StringBuilder text) {
        int named = failures.size() > REASONS ? REASONS - 1 : REASONS;
        failures.entrySet().stream()
                .limit(named)
                .forEach(failure -> text.append(
                        "\n  %s %s: %s".formatted(failure.getValue(), failure.getKey(), hint(failure.getKey()))));
        long rest = failures.values().stream()
                .skip(named)
                .mapToLong(Long::longValue)
                .sum();
        if (rest > 0) {
            text.append("\n  %d for %d other reasons".formatted(rest, failures.size() - named));
        }
    }

    private static String hint(String reason) {
        return Arrays.stream(Reason.values())
                .filter(known -> known.name().equals(reason))
                .map(Reason::hint)
                .findFirst()
                .orElse("see cama dlq list");
    }

    private void next(Outcome outcome, Globals globals) {
        @Nullable String reason = outcome.run().reason();
        RunState state = outcome.run().state();
        boolean goesOn = atWork && (state == RunState.ACCEPTED || state == RunState.RUNNING);
        if (state != RunState.DONE) {
            String text = goesOn
                    ? "running; " + globals.command("status") + " shows how far it is"
                    : "%s: %s%n  Resume: %s"
                            .formatted(
                                    state == RunState.REJECTED ? "rejected" : "paused",
                                    reason == null ? "it was not finished" : reason,
                                    way(outcome, globals));
            globals.shell().err().println(outcome.run().input() + " is " + text);
            return;
        }
        if (outcome.counts().rows() == 0) {
            globals.say("  No rows: the outputs are empty");
        }
        if (outcome.counts().dead() > 0) {
            String run = outcome.run().id();
            boolean unread = !outcome.failures().isEmpty()
                    && UNREAD.containsAll(outcome.failures().keySet());
            globals.say("  Dead letters: " + globals.command("dlq list --run " + run) + ", then "
                    + (unread
                            ? "edit first: " + globals.command("dlq edit ID") + "; a retry alone asks nothing"
                            : globals.command("dlq retry --run " + run)));
        }
        outcome.files().stream()
                .filter(file ->
                        file.toString().endsWith(".apkg") && outcome.counts().ok() > 0)
                .findFirst()
                .ifPresent(deck -> globals.say("  Import into Anki: " + shown(deck)));
    }

    /** How to go on; with a cap that is reached only a higher one helps. */
    private String way(Outcome outcome, Globals globals) {
        String reason = outcome.run().reason();
        long cap = outcome.run().terms().maxCost();
        return reason != null && reason.startsWith(Reason.BUDGET_EXCEEDED.name()) && cap > 0
                ? globals.command(
                        "resume " + outcome.run().id() + " --max-cost " + Money.dollars(raised(outcome, reason, cap)))
                : resume.apply(outcome.run());
    }

    /** Twice the cap, or what lets the next calls be made whatever they cost. */
    private static long raised(Outcome outcome, String reason, long cap) {
        return Math.max(2 * cap, outcome.cost().spent() + 2 * Budget.worst(reason));
    }

    /** Relative to the current folder where the file is below it. */
    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
