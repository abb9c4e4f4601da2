package io.cama.ops.jmx;

import io.cama.ops.control.Control;
import io.cama.ops.view.JobView;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/** A job. */
@ManagedResource(description = "Cama: a job")
public final class JobBean {
    private final Control control;
    private final String name;

    JobBean(Control control, String name) {
        this.control = control;
        this.name = name;
    }

    private JobView view() {
        return control.views()
                .job(name)
                .orElseThrow(() -> new IllegalStateException("there is no job " + name + " any more"));
    }

    @ManagedAttribute(description = "The job's name, which is that of its inbox folder")
    public String getName() {
        return name;
    }

    @ManagedAttribute(description = "Why and by whom it is paused, or null")
    public @Nullable String getPaused() {
        return view().paused();
    }

    @ManagedAttribute(description = "Items of a run that may be worked on at once")
    public int getConcurrency() {
        return view().concurrency();
    }

    @ManagedAttribute(description = "Formats that are published")
    public String getOutputs() {
        return String.join(",", view().outputs());
    }

    @ManagedAttribute(description = "Folder with its prompts, or null")
    public @Nullable String getFolder() {
        return view().folder();
    }

    @ManagedAttribute(description = "Its runs being worked on")
    public long getRunsAtWork() {
        return view().runsAtWork();
    }

    @ManagedAttribute(description = "Its runs accepted and waiting for a place")
    public long getRunsWaiting() {
        return view().runsWaiting();
    }

    @ManagedAttribute(description = "Its runs that stand still")
    public long getRunsPaused() {
        return view().runsPaused();
    }

    @ManagedOperation(description = "Pause its runs and take no more, over restarts too, until resume(reason)")
    public String pause(String reason) {
        return Jmx.text(() -> control.pauseJob(name, reason, Jmx.by()));
    }

    @ManagedOperation(description = "Take its runs again; those that paused with it go on")
    public String resume() {
        return Jmx.text(() -> control.resumeJob(name, Jmx.by()));
    }
}
