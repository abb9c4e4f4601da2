package io.cama.flow.run;

import io.cama.config.ConfigException;
import io.cama.flow.Keys;
import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.PromptSyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code runs}: takes a run, opens it, and says what comes after its split. */
public final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    /**
     * How runs are taken.
     *
     * @param parallel at most so many at once
     * @param passes after so many passes over its pending items a run pauses
     * @param mine which accepted runs this process works on
     * @param metered whether a run is over when its items are, without being published
     */
    public record Limits(int parallel, int passes, Predicate<Run> mine, boolean metered) {}

    /** Why a run stands still whose calls were measured and not made. */
    public static final String MEASURED = "measured: no call was made";

    private final Ledger ledger;
    private final ActiveRuns active;
    private final Jobs jobs;
    private final Limits limits;
    private final Clock clock;

    public Runs(Ledger ledger, ActiveRuns active, Jobs jobs, Limits limits, Clock clock) {
        this.ledger = ledger;
        this.active = active;
        this.jobs = jobs;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Body: the next {@link Run}, or null while there is none or enough are at work. One that may go on again while its
     * last items are still being let go of waits for that.
     */
    public void take(Exchange exchange) {
        active.save();
        ledger.reopenDue(clock.instant());
        boolean free = active.count() < limits.parallel() && !active.isStopping();
        Optional<Run> next =
                free ? ledger.takeAccepted(limits.mine().and(run -> !active.holds(run.id()))) : Optional.empty();
        exchange.getMessage().setBody(next.filter(this::begin).orElse(null));
    }

    private boolean begin(Run run) {
        try {
            Job job = jobs.require(run.job());
            active.begin(run, job, new PromptFolder(folder(job)));
            LOG.info("Run started. run={} job={} file={}", run.id(), run.job(), run.input());
            return true;
        } catch (ConfigException | PromptSyntaxException e) {
            active.pause(run.id(), Reason.CONFIG + ": " + e.getMessage(), null);
            return false;
        }
    }

    private static Path folder(Job job) {
        Path folder = job.folder();
        if (folder == null) {
            throw new ConfigException(Finding.error(
                    "job " + job.name(),
                    0,
                    "has a route but no folder with prompts",
                    "add its folder to cama.jobs.dirs"));
        }
        return folder;
    }

    /** Names the run for the steps to come and makes sure its job's split is there. */
    public void open(Exchange exchange) throws Exception {
        Run run = exchange.getMessage().getMandatoryBody(Run.class);
        exchange.setProperty(Keys.RUN, run.id());
        jobs.split(active.require(run.id()).job());
    }

    /** Body: {@code over}, {@code again} or {@code paused}, read from the ledger. */
    public void settle(Exchange exchange) {
        String id = exchange.getProperty(Keys.RUN, String.class);
        Run run = ledger.run(id).orElseThrow();
        Counts counts = ledger.counts(id);
        exchange.getMessage().setBody(next(run, counts));
    }

    private String next(Run run, Counts counts) {
        if (active.paused(run.id())) {
            active.end(run.id());
            return "paused";
        }
        if (run.loaded() && counts.pending() == 0) {
            return limits.metered() ? measured(run) : "over";
        }
        if (run.pass() >= limits.passes()) {
            active.pause(
                    run.id(),
                    "%d of %d rows still have no answer after %d passes; run it again when the endpoint is well"
                            .formatted(counts.pending(), counts.rows(), run.pass()),
                    null);
            active.end(run.id());
            return "paused";
        }
        ledger.nextPass(run.id());
        return "again";
    }

    /** A run that was only measured has nothing to publish, and stands still. */
    private String measured(Run run) {
        active.pause(run.id(), MEASURED, null);
        active.end(run.id());
        return "paused";
    }

    /** Body in: run id and positions ({@link Retry}). Body out: how many items are pending again. */
    public void retry(Exchange exchange) throws Exception {
        Retry retry = exchange.getMessage().getMandatoryBody(Retry.class);
        exchange.getMessage().setBody(ledger.retryDead(retry.run(), retry.positions()));
    }

    /**
     * Dead letters to try again.
     *
     * @param positions empty for all of the run
     */
    public record Retry(String run, List<Long> positions) {}
}
