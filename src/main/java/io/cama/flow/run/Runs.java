package io.cama.flow.run;

import io.cama.config.ConfigException;
import io.cama.flow.Keys;
import io.cama.flow.fair.Places;
import io.cama.flow.local.Ground;
import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Job;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.Terms;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.PromptSyntaxException;
import java.time.Clock;
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
     * @param passes after so many passes over its pending items a run pauses
     * @param mine which accepted runs this process works on
     * @param metered whether a run is over when its items are, without being published
     */
    public record Limits(int passes, Predicate<Run> mine, boolean metered) {}

    /** Why a run stands still whose calls were measured and not made. */
    public static final String MEASURED = "measured: no call was made";

    private final Ledger ledger;
    private final ActiveRuns active;
    private final Places places;
    private final Jobs jobs;
    private final Ground ground;
    private final Limits limits;
    private final Clock clock;

    public Runs(Ledger ledger, ActiveRuns active, Places places, Jobs jobs, Ground ground, Limits limits, Clock clock) {
        this.ledger = ledger;
        this.active = active;
        this.places = places;
        this.jobs = jobs;
        this.ground = ground;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Body: the next {@link Run}, or null while there is none or every place is taken; then one that has had its
     * slice is asked to make room. One that may go on again while its last items are still being let go of waits for
     * that.
     */
    public synchronized void take(Exchange exchange) {
        if (!ground.isFirm()) {
            exchange.getMessage().setBody(null);
            return;
        }
        active.save();
        places.keepOnly(active::holds);
        ledger.reopenDue(clock.instant());
        Predicate<Run> wanted = limits.mine().and(run -> !active.holds(run.id()));
        Optional<Run> next = Optional.empty();
        if (places.isFree() && !active.isStopping()) {
            next = ledger.takeAccepted(wanted).filter(this::begin);
        } else if (ledger.firstAccepted(wanted).isPresent()) {
            places.makeRoom();
        }
        exchange.getMessage().setBody(next.orElse(null));
    }

    /** Does something while no run is being taken: each is then either waiting or at work. */
    public synchronized void between(Runnable work) {
        work.run();
    }

    private boolean begin(Run run) {
        try {
            Job job = jobs.of(run).job();
            if (!limits.metered()) {
                new FreeNames(ledger).require(run, job);
            }
            active.begin(run, job, new PromptFolder(Jobs.folder(job)));
            places.take(run.id());
            LOG.info("Run started. run={} job={} file={}", run.id(), run.job(), run.input());
            return true;
        } catch (ConfigException | PromptSyntaxException e) {
            active.pause(run.id(), Reason.CONFIG + ": " + e.getMessage(), null);
            return false;
        } catch (RuntimeException unforeseen) {
            active.pause(run.id(), "it could not begin: " + unforeseen, clock.instant());
            return false;
        }
    }

    /** Names the run and its split for the steps to come, and makes sure the split is there. */
    public void open(Exchange exchange) throws Exception {
        Run run = exchange.getMessage().getMandatoryBody(Run.class);
        exchange.setProperty(Keys.RUN, run.id());
        exchange.setProperty(Keys.SPLIT, jobs.split(active.require(run.id())));
    }

    /** Body: {@code over}, {@code again}, {@code changed} or {@code later}, or {@code paused}, read from the ledger. */
    public void settle(Exchange exchange) {
        String id = exchange.getProperty(Keys.RUN, String.class);
        ledger.flush();
        Run run = ledger.run(id).orElseThrow();
        Counts counts = ledger.counts(id);
        exchange.getMessage().setBody(next(run, counts));
    }

    private String next(Run run, Counts counts) {
        if (active.paused(run.id())) {
            active.end(run.id());
            return "paused";
        }
        if (Changes.since(run)) {
            active.end(run.id());
            return "changed";
        }
        if (run.loaded() && counts.pending() == 0) {
            return limits.metered() ? measured(run) : over(run, counts);
        }
        if (places.yields(run.id())) {
            return makeRoom(run);
        }
        if (active.require(run.id()).run().terms().recall() == Terms.Recall.OFFLINE) {
            return unknown(run, counts);
        }
        if (run.pass() >= limits.passes()) {
            active.pause(run.id(), unanswered(run, counts), null);
            active.end(run.id());
            return "paused";
        }
        ledger.nextPass(run.id());
        return "again";
    }

    private String unanswered(Run run, Counts counts) {
        return "%d of %d rows still have no answer after %d passes; %s"
                .formatted(
                        counts.pending(),
                        counts.rows(),
                        run.pass(),
                        active.require(run.id())
                                .troubles()
                                .unwritten()
                                .map(row -> "the ledger could not take an answer that is there, last of " + row
                                        + "; see cama ledger check, then run it again")
                                .orElse("run it again when the endpoint is well"));
    }

    /** What is pending offline has no reply, and another pass would find none either. */
    private String unknown(Run run, Counts counts) {
        long first = ledger.pending(run.id(), 0, 1).stream().findFirst().orElse(0L);
        active.pause(
                run.id(),
                "offline: the ledger lacks a reply for %d of %d rows, first for row %d; no call was made. "
                                .formatted(counts.pending(), counts.rows(), first)
                        + "The same command without --offline buys what is missing",
                null);
        active.end(run.id());
        return "paused";
    }

    private static String over(Run run, Counts counts) {
        if (counts.rows() == 0) {
            LOG.warn("No rows: the outputs will be empty. run={} file={}", run.id(), run.input());
        }
        return "over";
    }

    /** Others wait: the run goes on behind them, in the same pass. */
    private String makeRoom(Run run) {
        if (!ledger.requeue(run.id())) {
            places.take(run.id());
            return "again";
        }
        active.park(run.id());
        return "later";
    }

    /** A run that was only measured has nothing to publish, and stands still. */
    private String measured(Run run) {
        active.pause(run.id(), MEASURED, null);
        active.end(run.id());
        return "paused";
    }
}
