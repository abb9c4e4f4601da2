package io.cama.flow.review;

import io.cama.flow.Causes;
import io.cama.flow.Keys;
import io.cama.flow.local.LocalCause;
import io.cama.llm.Redaction;
import io.cama.llm.WireFault;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.FaultKind;
import io.cama.model.Reason;
import io.cama.model.RunPaused;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/** Says whose fault it is when a checking route or what is deployed to crashes: what was not reached may be there later. */
public final class Crash {
    private static final int MOST_SHOWN = 300;

    private Crash() {}

    /**
     * What was thrown on an exchange. Where a checking route was at work, or something being deployed, it is a
     * {@link io.cama.model.PassingFault} if something could not be reached, and an {@link io.cama.model.ItemFault} else.
     */
    public static @Nullable Throwable of(Exchange exchange) {
        Throwable thrown = Causes.of(exchange);
        String who = who(exchange);
        if (thrown == null || who == null || isKnown(thrown)) {
            return thrown;
        }
        String said = Redaction.byForm().line(Causes.describe(thrown), MOST_SHOWN);
        Fault fault = Failure.of(reason(thrown), who + " crashed: " + said).asFault();
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, fault);
        return fault;
    }

    /** What is said of an item that left a checking route by another way than its end, so that nothing was judged. */
    public static Optional<Failure> cutShort(Exchange exchange) {
        return checker(exchange)
                .map(
                        checker -> Failure.of(
                                Reason.ROUTE_FAILED,
                                checker
                                        + " stopped the item, or handled an error of its own, and gave no verdict; leave the findings in the body and let the route end"));
    }

    private static @Nullable String who(Exchange exchange) {
        return checker(exchange).orElse(exchange.getProperty(Keys.DEPLOY) == null ? null : "what cama.deploy hands to");
    }

    private static Optional<String> checker(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(Keys.REVIEW, Review.class))
                .filter(Review::isChecking)
                .map(review -> "the checker " + uri(review.checker()));
    }

    private static boolean isKnown(Throwable thrown) {
        return LocalCause.of(thrown).isPresent()
                || Causes.find(thrown, Fault.class).isPresent()
                || Causes.find(thrown, RunPaused.class).isPresent()
                || Causes.find(thrown, InterruptedException.class).isPresent();
    }

    private static Reason reason(Throwable thrown) {
        int status = Causes.find(thrown, HttpOperationFailedException.class)
                .map(HttpOperationFailedException::getStatusCode)
                .orElse(0);
        if (status >= 500 || status == 429 || status == 408) {
            return Reason.UPSTREAM_5XX;
        }
        Reason wire = WireFault.of(thrown).reason();
        if (wire == Reason.LOCAL_RESOURCE) {
            return Reason.NET_IO;
        }
        return wire == Reason.UNKNOWN || wire.kind() == FaultKind.ITEM ? Reason.ROUTE_FAILED : wire;
    }

    private static String uri(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
