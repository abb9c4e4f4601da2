package io.cama.flow.rows;

import io.cama.flow.run.Changes;
import io.cama.flow.watch.Watch;
import io.cama.flow.watch.Watch.Outcome;
import io.cama.input.choose.RowPlan.Planned;
import io.cama.input.options.UnreadableInput;
import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.Item;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the rows of a run's input into items, a chunk a transaction. Reading again from the start changes nothing, and
 * after a failure it begins again behind what the ledger holds: rows that were read are not rows that are stored.
 */
final class RowLoader {
    private static final Logger LOG = LoggerFactory.getLogger(RowLoader.class);

    private static final int CHUNK = 500;
    private static final long CHUNK_CHARACTERS = 4_000_000;

    /** Opens the run's input from its first row. */
    interface Source {
        PlannedRows open() throws IOException;
    }

    private final Ledger ledger;
    private final Run run;
    private final Source source;
    private final NewItems items;
    private final Lock loading;
    private final boolean compared;
    private final Watch watch;
    private boolean exhausted;
    private long read;
    private @Nullable PlannedRows reader;

    /**
     * @param items makes items of the rows
     * @param loading held while a chunk is in memory, so that many runs hold no more of them than one
     * @param compared whether what is read again may have become other rows, as where the job's files were edited
     */
    RowLoader(Ledger ledger, Run run, Source source, NewItems items, Lock loading, boolean compared, Watch watch) {
        this.ledger = ledger;
        this.run = run;
        this.source = source;
        this.items = items;
        this.loading = loading;
        this.compared = compared;
        this.watch = watch;
        this.exhausted = run.loaded();
    }

    /** Loads another chunk; says whether there may be more. */
    boolean loadMore() {
        if (exhausted) {
            return false;
        }
        boolean loaded = false;
        try {
            PlannedRows rows = opened();
            loading.lock();
            try {
                loadChunk(rows);
            } finally {
                loading.unlock();
            }
            loaded = true;
            return true;
        } catch (UnreadableInput e) {
            throw Failure.of(Reason.BAD_LINE, "cannot read on in " + run.source() + ": " + e.getMessage())
                    .asFault();
        } catch (IOException | UncheckedIOException e) {
            if (Changes.since(run)) {
                exhausted = true;
                return false;
            }
            throw Failure.of(Reason.LOCAL_RESOURCE, "cannot read " + run.source() + ": " + e.getMessage())
                    .asFault();
        } finally {
            if (!loaded) {
                close();
            }
        }
    }

    private void loadChunk(PlannedRows rows) {
        List<NewItem> chunk = new ArrayList<>(CHUNK);
        long characters = 0;
        while (chunk.size() < CHUNK && characters < CHUNK_CHARACTERS && rows.hasNext()) {
            NewItem item = items.of(rows.next());
            read++;
            characters += item.fields().length();
            chunk.add(item);
        }
        if (!chunk.isEmpty()) {
            ledger.add(run.id(), chunk);
            tell(chunk, ItemState.DEAD, Outcome.DEAD);
            tell(chunk, ItemState.SKIPPED, Outcome.SKIPPED);
        }
        if (!rows.hasNext()) {
            if (isComplete()) {
                ledger.loaded(run.id());
            }
            exhausted = true;
            close();
        }
    }

    private void tell(List<NewItem> chunk, ItemState state, Outcome outcome) {
        long rows = chunk.stream().filter(item -> item.state() == state).count();
        if (rows > 0) {
            watch.read(run, outcome, rows);
        }
    }

    /**
     * Whether the ledger holds just what was read; not if the input was changed. A run that is loaded is not read again:
     * nobody would miss a row that is not in the ledger by then.
     */
    private boolean isComplete() {
        long held = ledger.counts(run.id()).rows();
        if (read > held) {
            throw Failure.of(Reason.LEDGER, "it holds %d of the %d rows of %s".formatted(held, read, run.source()))
                    .asFault();
        }
        if (read < held && !Changes.since(run)) {
            throw new UnreadableInput(
                    run.input(),
                    "it has %d rows where %d were read before".formatted(read, held),
                    "put back how the job reads its input, then resume");
        }
        return read == held;
    }

    /** Behind the rows that the ledger holds; at the first one where it lacks some of those. */
    private PlannedRows opened() throws IOException {
        PlannedRows rows = reader;
        if (rows == null) {
            rows = source.open();
            reader = rows;
            long known = ledger.highWater(run.id());
            boolean whole = ledger.counts(run.id()).rows() == known;
            for (read = 0; whole && read < known && rows.hasNext(); read++) {
                Planned row = rows.next();
                if (compared) {
                    requireSame(items.of(row));
                }
            }
        }
        return rows;
    }

    /** One run is of one reading: its rows are not picked, filled in or limited in two ways. */
    private void requireSame(NewItem item) {
        Item held = ledger.item(run.id(), item.position()).orElseThrow();
        boolean same = held.fields().equals(item.fields())
                && (item.state() != ItemState.SKIPPED || held.state() == ItemState.SKIPPED);
        if (!same) {
            throw new UnreadableInput(
                    run.input(),
                    "the job's files were edited, and row " + item.position() + " is another one than before",
                    "put back how the job reads its input and resume, or give the file again");
        }
    }

    /** Forgets the reader, so that the next chunk is read behind what the ledger holds by then. */
    void close() {
        PlannedRows rows = reader;
        reader = null;
        if (rows != null) {
            try {
                rows.close();
            } catch (IOException e) {
                LOG.warn("Cannot close {} after reading it. run={}", run.source(), run.id(), e);
            }
        }
    }
}
