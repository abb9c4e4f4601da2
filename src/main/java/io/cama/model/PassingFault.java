package io.cama.model;

/** A fault of the kind {@link FaultKind#PASSING}: it passes by itself. */
public final class PassingFault extends Fault {
    public PassingFault(Failure failure) {
        super(failure);
    }
}
