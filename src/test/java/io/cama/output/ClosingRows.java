package io.cama.output;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

/** The sample's rows, which count how often they are closed. */
final class ClosingRows implements Iterator<Row>, AutoCloseable {
    private final Iterator<Row> rows = Samples.rows().iterator();
    private final AtomicInteger closed;

    ClosingRows(AtomicInteger closed) {
        this.closed = closed;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Row next() {
        return rows.next();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
