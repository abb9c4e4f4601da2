package io.cama.ledger.fault;

import org.jspecify.annotations.Nullable;

/** The ledger refuses to be used as asked; nothing in it has been changed. */
public class LedgerException extends RuntimeException {
    public LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
