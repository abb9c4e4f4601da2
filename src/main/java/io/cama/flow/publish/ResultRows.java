package io.cama.flow.publish;

import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.Reason;
import io.cama.model.Result;
import io.cama.output.Row;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rows of a run that ended well or are recorded, as the formats take them. Their number is compared with the run's accounting, so
 * that no output can lack a row.
 */
public final class ResultRows implements Iterator<Row> {
    private final String run;
    private final long expected;
    private final Iterator<Result> results;
    private long given;

    public ResultRows(Ledger ledger, String run) {
        this.run = run;
        this.expected = ledger.counts(run).ok() + ledger.recorded(run);
        this.results = ledger.results(run);
    }

    /** @throws io.cama.model.LocalFault if the ledger has another number of results than it has counted */
    @Override
    public boolean hasNext() {
        if (results.hasNext()) {
            return true;
        }
        if (given < expected) {
            throw Failure.of(
                            Reason.LEDGER,
                            "run %s has %d results where %d were counted; nothing was published"
                                    .formatted(run, given, expected))
                    .asFault();
        }
        return false;
    }

    @Override
    public Row next() {
        if (!results.hasNext()) {
            throw new NoSuchElementException("run " + run + " has no further row");
        }
        Result result = results.next();
        given++;
        Row row = Row.read(result.position(), result.values());
        return result.recorded() ? row.asRecorded() : row;
    }
}
