package io.cama.flow.rows;

import io.cama.flow.Json;
import io.cama.flow.run.Changes;
import io.cama.input.InputRow;
import io.cama.input.RowReader;
import io.cama.input.options.UnreadableInput;
import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.model.Failure;
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
        RowReader open() throws IOException;
    }

    private final Ledger ledger;
    private final Run run;
    private final Source source;
    private final Lock loading;
    private boolean exhausted;
    private long read;
    private @Nullable RowReader reader;

    /** @param loading held while a chunk is in memory, so that many runs hold no more of them than one */
    RowLoader(Ledger ledger, Run run, Source source, Lock loading) {
        this.ledger = ledger;
        this.run = run;
        this.source = source;
        this.loading = loading;
        this.exhausted = run.loaded();
    }

    /** Loads another chunk; says whether there may be more. */
    boolean loadMore() {
        if (exhausted) {
            return false;
        }
        boolean loaded = false;
        try {
            RowReader rows = opened();
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

    private void loadChunk(RowReader rows) {
        List<NewItem> chunk = new ArrayList<>(CHUNK);
        long characters = 0;
        while (chunk.size() < CHUNK && characters < CHUNK_CHARACTERS && rows.hasNext()) {
            NewItem item = item(rows.next());
            read++;
            characters += item.fields().length();
            chunk.add(item);
        }
        if (!chunk.isEmpty()) {
            ledger.add(run.id(), chunk);
        }
        if (!rows.hasNext()) {
            if (isComplete()) {
                ledger.loaded(run.id());
            }
            exhausted = true;
            close();
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
    private RowReader opened() throws IOException {
        RowReader rows = reader;
        if (rows == null) {
            rows = source.open();
            reader = rows;
            long known = ledger.highWater(run.id());
            boolean whole = ledger.counts(run.id()).rows() == known;
            for (read = 0; whole && read < known && rows.hasNext(); read++) {
                rows.next();
            }
        }
        return rows;
    }

    private NewItem item(InputRow row) {
        String fields = Json.line(row.fields());
        if (run.limit() > 0 && row.position() > run.limit()) {
            return new NewItem(
                    row.position(), row.line(), fields, ItemState.SKIPPED, null, "beyond the limit of " + run.limit());
        }
        Failure failure = row.failure();
        return failure == null
                ? new NewItem(row.position(), row.line(), fields, ItemState.PENDING, null, null)
                : new NewItem(row.position(), row.line(), fields, ItemState.DEAD, failure.reason(), failure.message());
    }

    /** Forgets the reader, so that the next chunk is read behind what the ledger holds by then. */
    void close() {
        RowReader rows = reader;
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
