package io.cama.ledger.fault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another process, or this one, writes to the ledger already. */
public final class LedgerBusyException extends LedgerException {
    public LedgerBusyException(Path file, @Nullable Throwable cause) {
        super(
                "The ledger %s is in use by another Cama process.%n  Do: stop that process, or name another ledger"
                        .formatted(file),
                cause);
    }
}
