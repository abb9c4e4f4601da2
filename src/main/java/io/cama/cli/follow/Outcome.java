package io.cama.cli.follow;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.JsonText;
import io.cama.flow.receipt.Receipt;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.Spend.RunCost;
import io.cama.model.Counts;
import io.cama.model.Held;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param receipt as published beside the outputs; of a run that is not done, what it would say now
 */
public record Outcome(Run run, Counts counts, RunUsage usage, RunCost cost, Map<String, Object> receipt) {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    /** Looks up what became of a run. */
    public static Outcome of(Ledger ledger, Run run) throws IOException {
        Counts counts = ledger.counts(run.id());
        RunUsage usage = ledger.usage(run.id());
        Path file = Receipt.file(run);
        boolean published = run.state() == RunState.DONE && Receipt.isKept(run);
        Map<String, Object> receipt = published
                ? JsonText.read(Files.readString(file), OBJECT, file.toString())
                : Receipt.of(ledger, run, null, List.of(), null, Instant.now());
        return new Outcome(run, counts, usage, ledger.cost(run.id()), receipt);
    }

    /** The exit code this run alone would give. */
    public int exit() {
        return switch (run.state()) {
            case DONE -> counts.dead() > 0 ? Exit.DEAD_LETTERS : Exit.OK;
            case REJECTED -> Held.isCancelled(run.reason()) ? Exit.REFUSED : Exit.BAD_INPUT;
            case ACCEPTED, RUNNING -> Exit.LATER;
            case PAUSED -> reason().map(this::pausedBy).orElse(Exit.LATER);
        };
    }

    private int pausedBy(Reason reason) {
        boolean outbox = reason == Reason.LOCAL_RESOURCE
                && run.reason() != null
                && run.reason().contains(run.outbox());
        return outbox ? Exit.NO_OUTPUT : Exit.of(reason);
    }

    /** The code that a pause's reason begins with. */
    private Optional<Reason> reason() {
        String text = run.reason() == null ? "" : run.reason();
        String code = text.substring(0, Math.max(0, text.indexOf(':')));
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(code))
                .findFirst();
    }

    /** Replies in the results that had to be mended, by the receipt. */
    public long mended() {
        return receipt.get("mended") instanceof Number mended ? mended.longValue() : 0;
    }

    /** Dead letters by reason, the most frequent first, by the receipt. */
    public Map<String, Long> failures() {
        Map<String, Long> failures = new LinkedHashMap<>();
        if (receipt.get("deadBy") instanceof Map<?, ?> by && by.get("byReason") instanceof Map<?, ?> reasons) {
            reasons.forEach((reason, count) -> {
                if (count instanceof Number number) {
                    failures.put(String.valueOf(reason), number.longValue());
                }
            });
        }
        return failures;
    }

    /** Skipped rows by why they were, by the receipt. */
    public Map<String, Long> skipped() {
        Map<String, Long> skipped = new LinkedHashMap<>();
        if (receipt.get("skippedBy") instanceof Map<?, ?> reasons) {
            reasons.forEach((reason, count) -> {
                if (count instanceof Number number) {
                    skipped.put(String.valueOf(reason), number.longValue());
                }
            });
        }
        return skipped;
    }

    /** Published files, absolute, dead letters last. */
    public List<Path> files() {
        Path outbox = Path.of(run.outbox());
        List<Path> files = new ArrayList<>();
        if (receipt.get("outputs") instanceof List<?> outputs) {
            for (Object output : outputs) {
                if (output instanceof Map<?, ?> map && map.get("file") instanceof String name) {
                    files.add(outbox.resolve(name));
                }
            }
        }
        Path dead = Receipt.deadLetters(run);
        if (run.state() == RunState.DONE && Files.exists(dead)) {
            files.add(dead);
        }
        return files;
    }

    /** The receipt with what became of the run. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(receipt);
        json.put("state", run.state().name());
        json.put("reason", run.reason());
        json.put("exit", exit());
        json.put("outbox", run.outbox());
        json.put("files", files().stream().map(Path::toString).toList());
        return json;
    }
}
