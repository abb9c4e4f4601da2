package io.cama.ops.jmx;

import io.cama.llm.price.Money;
import io.cama.ops.control.Control;
import io.cama.ops.control.LetterChoice;
import io.cama.ops.view.RunView;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/** A run. */
@ManagedResource(description = "Cama: a run, which is one file through one job")
public final class RunBean {
    private final Control control;
    private final String id;

    RunBean(Control control, String id) {
        this.control = control;
        this.id = id;
    }

    private RunView view() {
        return control.views().run(id).orElseThrow(() -> new IllegalStateException("there is no run " + id));
    }

    @ManagedAttribute(description = "The run's id")
    public String getId() {
        return id;
    }

    @ManagedAttribute(description = "Its job")
    public String getJob() {
        return view().job();
    }

    @ManagedAttribute(description = "Name of its input file")
    public String getInput() {
        return view().input();
    }

    @ManagedAttribute(description = "ACCEPTED, RUNNING, PAUSED, DONE or REJECTED")
    public String getState() {
        return view().state().name();
    }

    @ManagedAttribute(description = "Why it is paused, or null")
    public @Nullable String getReason() {
        return view().reason();
    }

    @ManagedAttribute(description = "Rows of the input so far")
    public long getRows() {
        return view().rows().rows();
    }

    @ManagedAttribute(description = "Rows that have a result")
    public long getOk() {
        return view().rows().ok();
    }

    @ManagedAttribute(description = "Rows that are dead letters")
    public long getDead() {
        return view().rows().dead();
    }

    @ManagedAttribute(description = "Rows that were skipped")
    public long getSkipped() {
        return view().rows().skipped();
    }

    @ManagedAttribute(description = "Rows without an end")
    public long getPending() {
        return view().rows().pending();
    }

    @ManagedAttribute(description = "Calls made since it was given")
    public long getCalls() {
        return view().calls();
    }

    @ManagedAttribute(description = "What it has cost since it was given, in US dollars")
    public double getCostDollars() {
        return Money.dollars(view().cost()).doubleValue();
    }

    @ManagedOperation(description = "Pause it, over restarts too, until resume(reason)")
    public String pause(String reason) {
        return Jmx.text(() -> control.pauseRun(id, reason, Jmx.by()));
    }

    @ManagedOperation(description = "Let it go on, whatever it paused for")
    public String resume() {
        return Jmx.text(() -> control.resumeRun(id, Jmx.by()));
    }

    @ManagedOperation(description = "End it for good; what was answered stays in the ledger (reason)")
    public String cancel(String reason) {
        return Jmx.text(() -> control.cancelRun(id, reason, Jmx.by()));
    }

    @ManagedOperation(description = "Ask again for all of its dead letters")
    public String retryDeadLetters() {
        return Jmx.text(() -> control.retryLetters(LetterChoice.all(id), Jmx.by()));
    }

    @ManagedOperation(description = "Give all of its dead letters up: they end as skipped")
    public String dropDeadLetters() {
        return Jmx.text(() -> control.dropLetters(LetterChoice.all(id), Jmx.by()));
    }
}
