package io.cama.flow.rows;

import io.cama.input.RowReader;
import io.cama.input.choose.RowPlan;
import io.cama.input.choose.RowPlan.Planned;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/** The rows of a file with what its run makes of each. */
record PlannedRows(RowReader rows, RowPlan plan) implements Iterator<Planned>, Closeable {
    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Planned next() {
        return plan.next(rows.next());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
