package io.cama.ops.embed;

import io.cama.flow.receipt.Receipt;
import io.cama.flow.receipt.ReceiptFile;
import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a run.
 *
 * @param run its id
 * @param reason why it is paused or rejected, or null
 * @param counts its rows by how they ended
 * @param receipt the file that tells all about it, once it is done; else null
 * @param files published, absolute, without dead letters; none before it is done
 * @param deadLetters the file of rows without an answer, or null where there is none
 */
public record Outcome(
        String run,
        RunState state,
        @Nullable String reason,
        Counts counts,
        @Nullable Path receipt,
        List<Path> files,
        @Nullable Path deadLetters) {
    static Outcome of(Run run, Counts counts) {
        boolean published = run.state() == RunState.DONE && Receipt.isKept(run);
        Path receipt = published ? Receipt.file(run) : null;
        List<Path> files = receipt == null
                ? List.of()
                : ReceiptFile.read(receipt).map(ReceiptFile::outputs).orElse(List.of()).stream()
                        .map(Path.of(run.outbox())::resolve)
                        .toList();
        return new Outcome(
                run.id(),
                run.state(),
                run.reason(),
                counts,
                receipt,
                files,
                published && counts.dead() > 0 ? Receipt.deadLetters(run) : null);
    }

    /**
     * Whether nobody works on it now: done, rejected or paused. A paused run goes on by itself where the reason is a
     * time or a fault of this machine, else by {@link Cama#resume}.
     */
    public boolean hasEnded() {
        return state == RunState.DONE || state == RunState.PAUSED || state == RunState.REJECTED;
    }

    /** Whether every row has an answer or was left out on purpose. */
    public boolean isComplete() {
        return state == RunState.DONE && counts.dead() == 0;
    }
}
