package io.cama.ops.control.live;

import io.cama.flow.standing.Said;
import io.cama.flow.standing.StandingBook;
import io.cama.flow.standing.StandingOrders;
import io.cama.model.Held;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.Done;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.NotDone.Why;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Maintenance, and jobs that rest. */
public final class StandingHand {
    private static final String TAKEN = "files are taken";
    private static final String AT_WORK = "at work";

    private final StandingBook book;
    private final Supplier<Collection<String>> jobs;
    private final Runnable obey;
    private final InstantSource clock;

    /**
     * @param jobs the names of those there are
     * @param obey has a change obeyed at once, where there is somebody to obey
     */
    public StandingHand(StandingBook book, Supplier<Collection<String>> jobs, Runnable obey, InstantSource clock) {
        this.book = book;
        this.jobs = jobs;
        this.obey = obey;
        this.clock = clock;
    }

    /** Whether there is such a job, or one of that name is paused. */
    public boolean knows(String job) throws IOException {
        return jobs.get().contains(job) || book.read().jobs().containsKey(job);
    }

    public Done maintenanceOn(String reason, By by) throws IOException {
        if (reason.isBlank()) {
            throw new NotDone(Why.INVALID, "maintenance needs a reason, for whoever finds that no file is taken");
        }
        Said said = said(reason, by);
        Said before = book.change(orders -> orders.maintained(said)).maintenance();
        obey.run();
        return new Done(
                Action.MAINTENANCE_ON,
                "",
                maintenance(before),
                maintenance(said),
                before == null,
                "no files are taken: " + said.reason()
                        + "; they stay in the inbox, over restarts too, until maintenance off");
    }

    public Done maintenanceOff(By by) throws IOException {
        Said before = book.change(orders -> orders.maintained(null)).maintenance();
        obey.run();
        return new Done(
                Action.MAINTENANCE_OFF,
                "",
                maintenance(before),
                TAKEN,
                before != null,
                "files are taken from the inbox");
    }

    private static String maintenance(@Nullable Said said) {
        return said == null ? TAKEN : "maintenance, set " + said.text();
    }

    public Done pauseJob(String job, String reason, By by) throws IOException {
        require(job);
        Said said = said(reason, by);
        StandingOrders before = book.change(orders -> orders.paused(job, said));
        obey.run();
        return new Done(
                Action.JOB_PAUSE,
                job,
                job(before.jobs().get(job)),
                job(said),
                !before.jobs().containsKey(job),
                "the job " + job + " is paused: its runs stand still, over restarts too, until it is resumed");
    }

    public Done resumeJob(String job, By by) throws IOException {
        require(job);
        StandingOrders before = book.change(orders -> orders.resumed(job));
        obey.run();
        boolean changed = before.jobs().containsKey(job);
        return new Done(
                Action.JOB_RESUME,
                job,
                job(before.jobs().get(job)),
                AT_WORK,
                changed,
                changed
                        ? "the job " + job + " is taken up again; its runs go on"
                        : "the job " + job + " was not paused");
    }

    private static String job(@Nullable Said said) {
        return said == null ? AT_WORK : "paused " + said.text();
    }

    private void require(String job) throws IOException {
        if (!knows(job)) {
            throw new NotDone(
                    Why.UNKNOWN, "there is no job \"" + job + "\"; there are " + String.join(", ", jobs.get()));
        }
    }

    private Said said(String reason, By by) {
        return new Said(
                Held.plain(reason),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                by.toString());
    }
}
