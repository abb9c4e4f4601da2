package io.cama.cli.prompt;

import io.cama.cli.follow.Tally;
import io.cama.cli.handover.Holder;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.config.version.Version;
import io.cama.config.version.Versions;
import io.cama.flow.rows.OneRow;
import io.cama.llm.price.Money;
import io.cama.model.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job asks of one row. */
record RowPrompt(
        Globals globals,
        Workplace place,
        Job job,
        OneRow row,
        @Nullable String model) {
    /**
     * Shows it, and what was answered where that is known.
     *
     * @param send whether what is not known is asked for
     * @param only the one prompt to show, or null for all
     */
    int show(boolean send, @Nullable String only) throws Exception {
        if (send && new Holder(place.home(), place.ledger()).isThere()) {
            throw new Refusal(
                    Exit.LATER,
                    "another cama works in this home folder, and only it may ask",
                    "end it first with " + globals.command("drain") + ", or leave out --send");
        }
        RowRun.Result result = RowRun.of(globals, place, job, row, model, false);
        boolean asks = result.said().stream().anyMatch(said -> said.origin() == Said.Origin.UNKNOWN);
        if (send && asks) {
            result = RowRun.of(globals, place, job, row, model, true);
        }
        List<Said> shown = chosen(result.said(), only);
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("job", job.name());
            json.put("input", row.input());
            json.put("row", row.position());
            json.put("prompts", shown.stream().map(Said::json).toList());
            json.put("trouble", result.trouble());
            globals.print(JsonText.of(json));
        } else {
            shown.forEach(said -> globals.print(said.text()));
            if (!result.trouble().isEmpty()) {
                globals.say("error: " + result.trouble());
            }
        }
        globals.say(sum(result.said(), send));
        return result.exit();
    }

    private List<Said> chosen(List<Said> all, @Nullable String only) {
        List<Said> chosen = all.stream()
                .filter(said -> only == null || said.prompt().equals(only))
                .toList();
        if (chosen.isEmpty() && only != null && !all.isEmpty()) {
            throw new Refusal(
                    Exit.NOTHING,
                    "the route does not ask prompt " + only + " of row " + row.position(),
                    "it asks "
                            + String.join(", ", all.stream().map(Said::prompt).toList()));
        }
        return chosen;
    }

    private static String sum(List<Said> said, boolean send) {
        long unknown =
                said.stream().filter(one -> one.origin() == Said.Origin.UNKNOWN).count();
        long cost = said.stream().mapToLong(Said::cost).sum();
        String price = cost == 0 ? "$0" : Money.text(cost);
        if (send) {
            return "%s, %s.".formatted(Tally.number(said.size(), "prompt"), price);
        }
        boolean later =
                unknown > 0 && said.size() > 1 && said.get(said.size() - 1).origin() == Said.Origin.UNKNOWN;
        return "%s, about %s to ask what is not known yet. No call was made.%s"
                .formatted(
                        Tally.number(said.size(), "prompt"),
                        price,
                        later
                                ? "\nAnswers that nobody has bought are made up where a later prompt shows them; --send asks."
                                : "");
    }

    /** Shows what an earlier version of the job asked otherwise, and was answered where both answers are known. */
    int difference(Version old, @Nullable String only) throws Exception {
        Path then = Files.createTempDirectory("cama-version");
        try {
            new Versions(place.home(), 0).restore(old, then.resolve(job.name()));
            Workplace past = globals.workplace(providers -> Map.of("cama.jobs.dirs", then.toString()));
            RowRun.Result before = RowRun.of(globals, past, past.folders().require(job.name()), row, model, false);
            RowRun.Result now = RowRun.of(globals, place, job, row, model, false);
            List<String> lines = new ArrayList<>();
            lines.addAll(compare(old, chosen(before.said(), only), chosen(now.said(), only)));
            lines.forEach(globals::print);
            globals.say(
                    lines.isEmpty()
                            ? "Both versions ask the same of this row. No call was made."
                            : "No call was made.");
            return Exit.worst(List.of(before.exit(), now.exit()));
        } finally {
            RowRun.delete(then);
        }
    }

    private static List<String> compare(Version old, List<Said> before, List<Said> now) {
        Map<String, Said> was = new LinkedHashMap<>();
        before.forEach(said -> was.put(said.prompt(), said));
        List<String> lines = new ArrayList<>();
        for (Said is : now) {
            Said other = was.remove(is.prompt());
            lines.addAll(differ(is.prompt(), old, other == null ? "" : asked(other), asked(is)));
            boolean known = other != null && other.answer() != null && is.answer() != null;
            if (other != null && known) {
                lines.addAll(differ(is.prompt() + " answer", old, other.answerText(), is.answerText()));
            }
        }
        was.values().forEach(gone -> lines.addAll(differ(gone.prompt(), old, asked(gone), "")));
        return lines;
    }

    private static List<String> differ(String what, Version old, String before, String after) {
        return Texts.difference(what + " " + old.shortHash(), before, what + " now", after);
    }

    private static String asked(Said said) {
        return said.model() + "\n" + Texts.of(said.messages());
    }
}
