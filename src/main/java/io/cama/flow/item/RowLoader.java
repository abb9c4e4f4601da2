package io.cama.flow.item;

import io.cama.flow.Json;
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
import org.jspecify.annotations.Nullable;

/** Turns the rows of a run's input into items, a chunk a transaction. Reading again from the start changes nothing. */
final class RowLoader {
    private static final int CHUNK = 500;
    private static final long CHUNK_CHARACTERS = 4_000_000;

    /** Opens the run's input from its first row. */
    interface Source {
        RowReader open() throws IOException;
    }

    private final Ledger ledger;
    private final Run run;
    private final Source source;
    private boolean exhausted;
    private @Nullable RowReader reader;

    RowLoader(Ledger ledger, Run run, Source source) {
        this.ledger = ledger;
        this.run = run;
        this.source = source;
        this.exhausted = run.loaded();
    }

    /** Loads another chunk; says whether there may be more. */
    boolean loadMore() {
        if (exhausted) {
            return false;
        }
        try {
            RowReader rows = opened();
            List<NewItem> chunk = new ArrayList<>(CHUNK);
            long characters = 0;
            while (chunk.size() < CHUNK && characters < CHUNK_CHARACTERS && rows.hasNext()) {
                NewItem item = item(rows.next());
                characters += item.fields().length();
                chunk.add(item);
            }
            if (!chunk.isEmpty()) {
                ledger.add(run.id(), chunk);
            }
            if (!rows.hasNext()) {
                ledger.loaded(run.id());
                exhausted = true;
                close();
            }
            return true;
        } catch (IOException | UncheckedIOException | UnreadableInput e) {
            close();
            throw Failure.of(Reason.LOCAL_RESOURCE, "cannot read " + run.source() + ": " + e.getMessage())
                    .asFault();
        }
    }

    private RowReader opened() throws IOException {
        if (reader == null) {
            reader = source.open();
            long known = ledger.highWater(run.id());
            for (long row = 0; row < known && reader.hasNext(); row++) {
                reader.next();
            }
        }
        return reader;
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

    void close() {
        if (reader != null) {
            try {
                reader.close();
            } catch (IOException e) {
                throw Failure.of(Reason.LOCAL_RESOURCE, "cannot close " + run.source() + ": " + e.getMessage())
                        .asFault();
            }
        }
    }
}
