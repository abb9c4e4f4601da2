package io.cama.flow.receipt;

import io.cama.flow.letter.Corrections;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.look.Looks.CallSum;
import io.cama.ledger.look.Looks.Lost;
import io.cama.llm.price.Money;
import io.cama.model.Counts;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.output.Publisher.Published;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The receipt of a run, {@code <name>.run.json}: what went in, what came out, what it took. */
public final class Receipt {
    /** So many of the calls whose outcome was lost are listed; the total counts all. */
    public static final int LISTED = 10_000;

    /** Version of the receipt's form: members may be added to it, none changes its meaning. */
    static final int FORMAT = 1;

    private Receipt() {}

    /** Where the receipt of a run lies, or would be published. */
    public static Path file(Run run) {
        Path outbox = Path.of(run.outbox());
        return OutputNames.receipt(
                outbox, OutputNames.published(outbox, run).orElseGet(() -> OutputNames.plain(outbox, run.input())));
    }

    /** The program and its version, as a receipt names it. */
    public static String program() {
        return Origin.program();
    }

    /** Whether the receipt of a run still lies where it was published. */
    public static boolean isKept(Run run) {
        return OutputNames.published(Path.of(run.outbox()), run).isPresent();
    }

    /** Where the dead letters of a run lie, or would be published. */
    public static Path deadLetters(Run run) {
        Path outbox = Path.of(run.outbox());
        return OutputNames.deadLetters(
                outbox, OutputNames.published(outbox, run).orElseGet(() -> OutputNames.plain(outbox, run.input())));
    }

    /** The receipt as it is written to its file. */
    public static byte[] text(Map<String, Object> receipt) {
        return ReceiptFile.text(receipt);
    }

    /**
     * The receipt of a run as the ledger has it now, as a JSON object; its counts add up to its rows.
     *
     * @param job the run went through, or null if it is not there any more
     * @param outputs what was published
     * @param dead the file of dead letters, or null if there is none
     * @param end when it ended, or now
     */
    public static Map<String, Object> of(
            Ledger ledger, Run run, @Nullable Job job, List<Published> outputs, @Nullable Published dead, Instant end) {
        String id = run.id();
        Counts counts = ledger.counts(id);
        RunUsage usage = ledger.usage(id);
        CallSection calls = new CallSection(ledger.callSums(id));
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("format", FORMAT);
        receipt.put("program", Origin.program());
        receipt.put("run", id);
        receipt.put("job", run.job());
        receipt.put("jobSha256", run.jobHash());
        receipt.put("prompts", job == null ? Map.of() : Origin.prompts(run, job));
        receipt.put("options", Origin.options(run));
        receipt.put("input", Section.of("file", run.input(), "sha256", run.sha256(), "rows", counts.rows()));
        receipt.put("counts", counts(counts));
        receipt.put("recorded", ledger.recorded(id));
        receipt.put("corrections", Corrections.of(ledger, id));
        receipt.put("recalled", counts.recalled());
        receipt.put("statistics", Statistics.of(ledger, id));
        receipt.put("deadBy", new Failures(ledger.deadByReason(id)).json());
        receipt.put("skippedBy", counts.skipped() == 0 ? Map.of() : ledger.skippedBy(id));
        receipt.put("calls", usage.calls());
        receipt.put("callsByVerdict", calls.byVerdict());
        receipt.put("failedCallsBy", new Failures(calls.failed()).json());
        receipt.put("mended", ledger.mended(id));
        receipt.put("tokens", calls.tokens(usage));
        receipt.put("cost", cost(ledger.cost(id)));
        receipt.put("models", usage.models());
        receipt.put("spentByPrompt", calls.spentBy(CallSum::prompt));
        receipt.put("spentByModel", calls.spentBy(CallSum::model));
        receipt.put("possiblyPaidTwice", usage.possiblyPaidTwice());
        receipt.put("possiblyPaidTwiceCalls", lost(ledger.lost(id, LISTED)));
        receipt.put("outputs", outputs.stream().map(Receipt::output).toList());
        receipt.put("deadLetters", dead == null ? null : letters(dead, counts.dead()));
        receipt.put("time", time(run, counts, ledger.busy(id), calls.waited(), end));
        receipt.put("start", String.valueOf(run.started()));
        receipt.put("end", end.toString());
        return receipt;
    }

    private static Map<String, Object> counts(Counts counts) {
        Map<String, Object> json = Section.of(
                "rows", counts.rows(), "ok", counts.ok(), "dead", counts.dead(), "skipped", counts.skipped());
        if (counts.pending() > 0) {
            json.put("pending", counts.pending());
        }
        return json;
    }

    /** What a run cost, in US dollars. */
    public static Map<String, Object> cost(RunCost cost) {
        return Section.of(
                "currency", "USD",
                "spent", Money.dollars(cost.spent()),
                "uncertain", Money.dollars(cost.uncertain()),
                "callsWithoutPrice", cost.unpriced());
    }

    private static Map<String, Object> lost(Lost lost) {
        return Section.of(
                "calls", lost.calls(),
                "worstCost", worst(lost.worstCost()),
                "listed",
                        lost.first().stream()
                                .map(call -> Section.of(
                                        "position", call.position(),
                                        "prompt", call.prompt(),
                                        "model", call.model(),
                                        "asked", call.asked().toString(),
                                        "worstCost", worst(call.worstCost()),
                                        "request", call.hash()))
                                .toList());
    }

    /** The most something can have cost, null where nobody knows. */
    private static @Nullable BigDecimal worst(long billionths) {
        return billionths == 0 ? null : Money.dollars(billionths);
    }

    private static Map<String, Object> output(Published output) {
        return Section.of(
                "format", output.format(),
                "file", String.valueOf(output.file().getFileName()),
                "rows", output.rows(),
                "sha256", output.sha256());
    }

    private static Map<String, Object> letters(Published dead, long rows) {
        return Section.of("file", String.valueOf(dead.file().getFileName()), "rows", rows, "sha256", dead.sha256());
    }

    private static Map<String, Object> time(Run run, Counts counts, Duration busy, Duration waited, Instant end) {
        Instant started = run.started() == null ? end : run.started();
        Duration elapsed = Duration.between(started, end);
        return Section.of(
                "given", run.accepted().toString(),
                "elapsedSeconds", seconds(elapsed),
                "busySeconds", seconds(busy),
                "callSeconds", seconds(waited),
                "rowsPerSecond", rate(counts.rows() - counts.pending(), elapsed));
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(Math.max(0, time.toMillis()), 3);
    }

    private static BigDecimal rate(long rows, Duration time) {
        double seconds = Math.max(1, time.toMillis()) / 1000.0;
        return BigDecimal.valueOf(rows / seconds).setScale(1, RoundingMode.HALF_UP);
    }
}
