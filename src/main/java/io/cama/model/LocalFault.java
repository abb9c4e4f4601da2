package io.cama.model;

/** A fault of the kind {@link FaultKind#LOCAL}: our own machine is at fault. */
public final class LocalFault extends Fault {
    public LocalFault(Failure failure) {
        super(failure);
    }
}
