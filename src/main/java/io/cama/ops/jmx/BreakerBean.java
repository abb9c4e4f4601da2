package io.cama.ops.jmx;

import io.cama.flow.board.State.BreakerLine;
import io.cama.ops.control.Control;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/** The circuit breaker of a model. */
@ManagedResource(description = "Cama: the circuit breaker of a model")
public final class BreakerBean {
    private final Control control;
    private final String name;

    BreakerBean(Control control, String name) {
        this.control = control;
        this.name = name;
    }

    private BreakerLine view() {
        return control.views().breakers().stream()
                .filter(breaker -> breaker.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no breaker " + name));
    }

    @ManagedAttribute(description = "The model, as provider/model")
    public String getModel() {
        return view().model();
    }

    @ManagedAttribute(description = "closed, open, half_open or isolated")
    public String getState() {
        return view().state();
    }

    @ManagedAttribute(description = "For how many seconds it has been so")
    public long getSecondsInState() {
        return Duration.between(Instant.parse(view().since()), Instant.now()).toSeconds();
    }

    @ManagedAttribute(description = "Calls that failed in a way that counts")
    public long getFailures() {
        return view().failures();
    }

    @ManagedAttribute(description = "Calls that went well")
    public long getSuccesses() {
        return view().successes();
    }

    @ManagedAttribute(description = "Calls that were refused")
    public long getRejected() {
        return view().rejected();
    }

    @ManagedAttribute(description = "How often it opened")
    public long getOpened() {
        return view().opened();
    }

    @ManagedAttribute(description = "What the latest failure that counts was, or null")
    public @Nullable String getLastFailure() {
        return view().lastFailure();
    }

    @ManagedAttribute(description = "When that was, RFC 3339, or null")
    public @Nullable String getLastFailureAt() {
        return view().lastFailureAt();
    }

    @ManagedAttribute(description = "Why it is isolated, or null")
    public @Nullable String getIsolation() {
        return view().isolation();
    }

    @ManagedAttribute(description = "When it lets a call through again, RFC 3339, or null")
    public @Nullable String getNextProbe() {
        return view().nextProbe();
    }

    @ManagedOperation(description = "Refuse every call, over restarts too, until close or reset(reason)")
    public String isolate(String reason) {
        return Jmx.text(() -> control.isolateBreaker(name, reason, Jmx.by()));
    }

    @ManagedOperation(description = "Let calls through again")
    public String close() {
        return Jmx.text(() -> control.closeBreaker(name, Jmx.by()));
    }

    @ManagedOperation(description = "Make it as new, its counts too")
    public String reset() {
        return Jmx.text(() -> control.resetBreaker(name, Jmx.by()));
    }
}
