package io.cama.ops.jmx;

import io.cama.llm.price.Money;
import io.cama.model.Finding;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.audit.Chain;
import io.cama.ops.control.Control;
import io.cama.ops.control.NotDone;
import io.cama.ops.view.AppView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/** The process as a whole. */
@ManagedResource(description = "Cama: the process as a whole")
public final class ApplicationBean {
    private final Control control;
    private final AuditLog audit;

    ApplicationBean(Control control, AuditLog audit) {
        this.control = control;
        this.audit = audit;
    }

    private AppView view() {
        return control.views().application();
    }

    @ManagedAttribute(description = "Version of Cama")
    public String getVersion() {
        return view().version();
    }

    @ManagedAttribute(description = "Home folder: holds inbox/, outbox/ and the ledger")
    public String getHome() {
        return view().home();
    }

    @ManagedAttribute(description = "When this process began, RFC 3339")
    public String getStarted() {
        return view().started().toString();
    }

    @ManagedAttribute(description = "working, maintenance, held-up by a local fault, or draining")
    public String getState() {
        return view().state();
    }

    @ManagedAttribute(description = "Why it is not working, or null")
    public @Nullable String getReason() {
        return view().reason();
    }

    @ManagedAttribute(description = "Calls to models under way")
    public long getCallsInFlight() {
        return view().inFlight();
    }

    @ManagedAttribute(description = "Runs being worked on")
    public long getRunsAtWork() {
        return view().runsAtWork();
    }

    @ManagedAttribute(description = "Runs accepted and waiting for a place")
    public long getRunsWaiting() {
        return view().runsWaiting();
    }

    @ManagedAttribute(description = "Runs that stand still")
    public long getRunsPaused() {
        return view().runsPaused();
    }

    @ManagedAttribute(description = "What today's calls have cost so far (UTC), in US dollars")
    public double getSpentTodayDollars() {
        return Money.dollars(control.views().spentToday()).doubleValue();
    }

    @ManagedAttribute(description = "What is wrong or held up now, the worst first")
    public String[] getTroubles() {
        return control.views().troubles().stream()
                .map(trouble -> trouble.sort() + " " + trouble.object() + ": " + trouble.text())
                .toArray(String[]::new);
    }

    @ManagedOperation(description = "Take no more files, over restarts too, until maintenanceOff(reason)")
    public String maintenanceOn(String reason) {
        return Jmx.text(() -> control.maintenanceOn(reason, Jmx.by()));
    }

    @ManagedOperation(description = "Take files from the inbox again")
    public String maintenanceOff() {
        return Jmx.text(() -> control.maintenanceOff(Jmx.by()));
    }

    @ManagedOperation(description = "Finish the calls in flight and end the process")
    public String drain() {
        return Jmx.text(() -> control.drain(Jmx.by()));
    }

    @ManagedOperation(description = "Take up what has changed in jobs and configuration; returns what there is to say")
    public String[] reload() {
        try {
            List<Finding> findings = control.reload(Jmx.by());
            return findings.stream().map(Finding::toString).toArray(String[]::new);
        } catch (NotDone refused) {
            throw new IllegalStateException(refused.getMessage());
        }
    }

    @ManagedOperation(
            description = "Set how much is logged until the process ends (logger, level); an empty level takes it back")
    public String logLevel(String logger, String level) {
        return Jmx.text(() -> control.logLevel(logger, level.isBlank() ? null : level, Jmx.by()));
    }

    @ManagedOperation(description = "Look whether the audit log is as it was written")
    public String verifyAudit() {
        try {
            Chain chain = audit.verify();
            return chain.isWhole()
                    ? chain.entries() + " lines, and the chain is whole"
                    : "line " + chain.brokenAt() + ": " + chain.why();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
