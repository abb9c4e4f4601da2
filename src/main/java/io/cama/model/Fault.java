package io.cama.model;

/** A {@link Failure} on its way through a route. It has no stack trace: the failure says all there is. */
public abstract sealed class Fault extends RuntimeException permits ItemFault, PassingFault, EndpointFault, LocalFault {
    private final transient Failure failure;

    Fault(Failure failure) {
        super(failure.reason() + ": " + failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
