package io.cama.flow.publish;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.Spend.By;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.Spend.Spent;
import io.cama.llm.price.Money;
import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.output.Publisher.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The receipt of a run, {@code <name>.run.json}: what went in, what came out, what it took. */
public final class Receipt {
    /** Version of the receipt's form. */
    private static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Receipt() {}

    /** What an input is called without its ending: {@code words} for {@code words.csv}. */
    public static String stem(String input) {
        int dot = input.lastIndexOf('.');
        return dot > 0 ? input.substring(0, dot) : input;
    }

    /**
     * The name the files of an input share: its stem, or its whole name when an outbox holds the receipt of another
     * input under the stem, or that with a number. A receipt that names the input settles it.
     */
    public static String baseName(Path outbox, String input) {
        return baseName(outbox, input, Map.of());
    }

    /** @param claims receipts that are about to be published, and the input each will name */
    static String baseName(Path outbox, String input, Map<Path, String> claims) {
        String free = null;
        for (int n = 0; ; n++) {
            String name = n == 0 ? stem(input) : n == 1 ? input : input + "-" + n;
            Path receipt = file(outbox, name);
            String owner = claims.getOrDefault(receipt, "");
            owner = owner.isEmpty() ? inputNamedIn(receipt) : owner;
            if (owner.equals(input)) {
                return name;
            }
            if (owner.isEmpty() && n > 0) {
                return free == null ? name : free;
            }
            free = owner.isEmpty() ? name : free;
        }
    }

    /** The input that a receipt is of, or empty if there is no such receipt. */
    private static String inputNamedIn(Path receipt) {
        if (!Files.isRegularFile(receipt)) {
            return "";
        }
        try {
            return JSON.readTree(Files.readAllBytes(receipt)).at("/input/file").asText("");
        } catch (IOException noReceipt) {
            return "";
        }
    }

    /** Where the receipt of a run is published. */
    public static Path file(Run run) {
        Path outbox = Path.of(run.outbox());
        return file(outbox, baseName(outbox, run.input()));
    }

    /** Where the receipt of that name is published. */
    public static Path file(Path outbox, String baseName) {
        return outbox.resolve(baseName + ".run.json");
    }

    /** Where the dead letters of a run are published, if there are any. */
    public static Path deadLetters(Run run) {
        Path outbox = Path.of(run.outbox());
        return deadLetters(outbox, baseName(outbox, run.input()));
    }

    /** Where the dead letters of that name are published. */
    public static Path deadLetters(Path outbox, String baseName) {
        return outbox.resolve(baseName + ".dead.jsonl");
    }

    /** The receipt of a run as the ledger has it now, as a JSON object; its counts add up to its rows. */
    public static Map<String, Object> of(Ledger ledger, Run run, List<Published> outputs, Instant end) {
        Counts counts = ledger.counts(run.id());
        RunUsage usage = ledger.usage(run.id());
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("format", FORMAT);
        receipt.put("run", run.id());
        receipt.put("job", run.job());
        receipt.put("jobSha256", run.jobHash());
        receipt.put("input", ordered("file", run.input(), "sha256", run.sha256(), "rows", counts.rows()));
        receipt.put(
                "counts",
                ordered(
                        "rows", counts.rows(),
                        "ok", counts.ok(),
                        "dead", counts.dead(),
                        "skipped", counts.skipped()));
        receipt.put("recalled", counts.recalled());
        receipt.put("calls", usage.calls());
        receipt.put("mended", ledger.mended(run.id()));
        receipt.put("tokens", ordered("input", usage.inputTokens(), "output", usage.outputTokens()));
        receipt.put("cost", cost(ledger.cost(run.id())));
        receipt.put("models", usage.models());
        receipt.put("spentByPrompt", spent(ledger.spent(By.PROMPT, run.id())));
        receipt.put("spentByModel", spent(ledger.spent(By.MODEL, run.id())));
        receipt.put("possiblyPaidTwice", usage.possiblyPaidTwice());
        List<Object> files = new ArrayList<>();
        for (Published output : outputs) {
            files.add(ordered(
                    "format", output.format(),
                    "file", String.valueOf(output.file().getFileName()),
                    "rows", output.rows(),
                    "sha256", output.sha256()));
        }
        receipt.put("outputs", files);
        receipt.put("start", String.valueOf(run.started()));
        receipt.put("end", end.toString());
        return receipt;
    }

    /** What a run cost, in US dollars. */
    public static Map<String, Object> cost(RunCost cost) {
        return ordered(
                "currency", "USD",
                "spent", Money.dollars(cost.spent()),
                "uncertain", Money.dollars(cost.uncertain()),
                "callsWithoutPrice", cost.unpriced());
    }

    private static Map<String, Object> spent(List<Spent> parts) {
        Map<String, Object> spent = new LinkedHashMap<>();
        for (Spent part : parts) {
            spent.put(
                    part.group(),
                    ordered(
                            "calls", part.calls(),
                            "input", part.inputTokens(),
                            "output", part.outputTokens(),
                            "cost", Money.dollars(part.cost())));
        }
        return spent;
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
