package io.cama.model;

/** A fault of the kind {@link FaultKind#ENDPOINT}: every call to this endpoint would fail alike. */
public final class EndpointFault extends Fault {
    public EndpointFault(Failure failure) {
        super(failure);
    }
}
