package io.cama.flow;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Finds the exception that matters: Camel's circuit breaker and kamelets wrap what passes through them. */
public final class Causes {
    private Causes() {}

    /** What was thrown on this exchange, caught or not. */
    public static @Nullable Throwable of(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return exchange.getException() != null ? exchange.getException() : caught;
    }

    /** What was thrown on this exchange, where something surely was. */
    public static Throwable require(Exchange exchange) {
        Throwable thrown = of(exchange);
        return thrown == null ? new IllegalStateException("nothing was thrown") : thrown;
    }

    /** The first exception of the type in the chain of causes. */
    public static <T extends Throwable> Optional<T> find(@Nullable Throwable thrown, Class<T> type) {
        for (Throwable at = thrown; at != null; at = at.getCause() == at ? null : at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }

    /** What really happened, in one line: the innermost exception. */
    public static String describe(@Nullable Throwable thrown) {
        Throwable at = thrown;
        while (at != null && at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at == null ? "nothing was thrown" : at.getClass().getSimpleName() + ": " + at.getMessage();
    }
}
