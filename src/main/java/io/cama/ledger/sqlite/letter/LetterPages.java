package io.cama.ledger.sqlite.letter;

import io.cama.ledger.letter.Letters.Head;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Dead letters newest first, fetched a page at a time. For one thread. */
final class LetterPages implements Iterator<Head> {
    /** Reads the next below a point in time and, at that time, below a key. */
    @FunctionalInterface
    interface Source {
        List<Page> below(long at, long key);
    }

    /** A letter with the key it is found by. */
    record Page(long key, Head head) {}

    private final Source source;
    private Iterator<Page> page = List.<Page>of().iterator();
    private @Nullable Page last;

    LetterPages(Source source) {
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext()) {
            Page from = last;
            page = (from == null
                            ? source.below(Long.MAX_VALUE, Long.MAX_VALUE)
                            : source.below(from.head().at().toEpochMilli(), from.key()))
                    .iterator();
        }
        return page.hasNext();
    }

    @Override
    public Head next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there is no older dead letter");
        }
        Page next = page.next();
        last = next;
        return next.head();
    }
}
