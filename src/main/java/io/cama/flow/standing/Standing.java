package io.cama.flow.standing;

import io.cama.config.ConfigException;
import io.cama.flow.run.ActiveRun;
import io.cama.flow.run.ActiveRuns;
import io.cama.model.Finding;
import io.cama.model.Held;
import io.cama.model.LocalFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code standing}: obeys what holds until somebody says otherwise. */
public final class Standing {
    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private final StandingBook book;
    private final ActiveRuns active;
    private final InstantSource clock;
    private final Set<String> resting = new HashSet<>();
    private volatile StandingOrders orders;
    private String complaint = "";

    /**
     * Obeys from now on what holds.
     *
     * @throws ConfigException if that cannot be read, since it might be that no file is to be taken
     */
    public Standing(Path home, ActiveRuns active, InstantSource clock) {
        this.book = new StandingBook(home);
        this.active = active;
        this.clock = clock;
        this.orders = require(book);
        resting.addAll(orders.jobs().keySet());
        Said maintenance = orders.maintenance();
        if (maintenance != null) {
            LOG.warn("Maintenance, set {}. No file is taken until cama maintenance off", maintenance.text());
        }
        orders.jobs().forEach((job, said) -> LOG.warn("The job {} is paused {}", job, said.text()));
    }

    /**
     * What holds in a home folder.
     *
     * @throws ConfigException if it cannot be read
     */
    public static StandingOrders require(StandingBook book) {
        try {
            return book.read();
        } catch (IOException unreadable) {
            throw new ConfigException(Finding.error(
                    book.path().toString(),
                    0,
                    "cannot be read: " + firstLine(unreadable),
                    "correct it, or delete it; then no job is paused and there is no maintenance"));
        }
    }

    /**
     * Makes sure that runs of a job may be worked on.
     *
     * @throws HeldBack if the job is paused
     */
    public static void requireJob(StandingOrders orders, String job) {
        Said said = orders.jobs().get(job);
        if (said != null) {
            throw new HeldBack("the job " + job + " is paused " + said.text() + "\n  Do: cama resume " + job
                    + " takes it up again");
        }
    }

    /**
     * Makes sure that runs of a job may be worked on now.
     *
     * @throws HeldBack if the job is paused
     */
    public void requireJob(String job) {
        requireJob(orders, job);
    }

    /** The file that what holds is changed in. */
    public StandingBook book() {
        return book;
    }

    /** What holds, as it was when it was last looked at. */
    public StandingOrders orders() {
        return orders;
    }

    /** Whether files are taken. */
    public boolean takesFiles() {
        return orders.maintenance() == null;
    }

    /**
     * Makes sure that files of a job are taken and worked on.
     *
     * @throws HeldBack under maintenance, or if the job is paused
     */
    public void requireOpen(String job) {
        Said said = orders.maintenance();
        if (said != null) {
            throw new HeldBack("no files are taken: maintenance, set " + said.text()
                    + "\n  Do: wait for its end, or say cama maintenance off");
        }
        requireJob(job);
    }

    /** Whether runs of a job may be taken. */
    public boolean allows(String job) {
        return !orders.jobs().containsKey(job);
    }

    /** Looks at what holds now and obeys it. Orders that cannot be read change nothing. */
    public synchronized void obey() {
        try {
            StandingOrders before = orders;
            StandingOrders now = book.read();
            orders = now;
            tell(before, now);
            rest(now);
            release(now);
            complaint = "";
        } catch (IOException unreadable) {
            complain(book.path() + " cannot be read, so what held before holds on: " + firstLine(unreadable)
                    + "; correct it");
        } catch (LocalFault full) {
            complain("Runs of a job that is no longer paused cannot go on yet: " + full.getMessage());
        }
    }

    private static void tell(StandingOrders before, StandingOrders now) {
        Said said = now.maintenance();
        if (said != null && !said.equals(before.maintenance())) {
            LOG.warn("Maintenance, set {}. No file is taken until it is over", said.text());
        } else if (said == null && before.maintenance() != null) {
            LOG.warn("Maintenance is over: files are taken again");
        }
    }

    /**
     * Pauses the runs of paused jobs, those too that wait to be begun, so that whoever follows one learns of it. One that
     * was taken just before its job was paused is found at the next look.
     */
    private void rest(StandingOrders now) {
        now.jobs().forEach((job, said) -> active.holdWaiting(job, Held.job(job, said.by(), said.reason())));
        for (ActiveRun run : active.all()) {
            String job = run.run().job();
            Said said = now.jobs().get(job);
            if (said != null && !run.isPaused()) {
                active.hold(run.run().id(), Held.job(job, said.by(), said.reason()));
            }
        }
        resting.addAll(now.jobs().keySet());
    }

    private void release(StandingOrders now) {
        for (String job : Set.copyOf(resting)) {
            if (!now.jobs().containsKey(job)) {
                active.resume(reason -> Held.isJob(reason, job), "the job is no longer paused", clock.instant());
                resting.remove(job);
            }
        }
    }

    /** Says it once and not every second. */
    private void complain(String text) {
        if (!text.equals(complaint)) {
            complaint = text;
            LOG.error("{}", text);
        }
    }

    private static String firstLine(IOException thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    }
}
