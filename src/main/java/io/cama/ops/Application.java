package io.cama.ops;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.intake.Leftovers;
import io.cama.flow.intake.Submission;
import io.cama.flow.letter.LetGo;
import io.cama.ledger.Ledger;
import io.cama.model.Held;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.ops.control.Reload;
import io.cama.ops.reload.Reloader;
import io.cama.ops.seen.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cama as a program: one home folder, its ledger, and a Camel Main with the routes and the jobs. */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Books books;
    private final Main main;
    private final Flow flow;
    private final Set<String> mine = ConcurrentHashMap.newKeySet();
    private final boolean watches;
    private final Drain drain;
    private final Reload reload;

    /** Opens the ledger, loads the routes and starts. */
    public Application(Settings settings, JobFolders folders, Purpose purpose) throws Exception {
        this.watches = purpose.watches();
        this.books = Books.open(settings, purpose.metered(), Books.clock(System.getenv("SOURCE_DATE_EPOCH")));
        Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(books));
        try {
            ledger().recover();
            this.main = CamelMain.of(settings, folders, purpose);
            opened.push(main::stop);
            CamelContext context = main.getCamelContext();
            this.flow = new Flow(context, settings, folders, books.parts(settings, purpose, context, mine));
            opened.push(flow);
            if (watches) {
                Observation.of(context, flow, ledger(), settings);
            }
            this.drain = new Drain(main, flow, books, settings.duration("cama.shutdown.timeout"));
            this.reload = Reloader.of(context, flow, settings, folders, purpose, ledger());
            List<Run> paused = ledger().runs(RunState.PAUSED, null, 0, Integer.MAX_VALUE);
            List<Path> orphans = new Leftovers(books.home(), ledger()).settle();
            main.start();
            if (watches) {
                orphans.forEach(this::adopt);
                paused.stream().filter(Held::endsWithTheProcess).forEach(run -> goOn(run, run.terms()));
            }
        } catch (Exception e) {
            Drain.abandon(opened, e);
            throw e;
        }
    }

    private void adopt(Path orphan) {
        LOG.info("Taking up {} which was claimed before the last stop", orphan.getFileName());
        try {
            submit(flow.intake().submission(orphan));
        } catch (RuntimeException e) {
            LOG.error("{} cannot be taken up and stays where it is: {}", orphan, String.valueOf(e.getCause()));
        }
    }

    /**
     * Makes a run of a copy of the file; the file itself is not touched.
     *
     * @return the run, accepted; it is worked on from now
     * @throws io.cama.flow.standing.HeldBack under maintenance, or if the job is paused
     */
    public Run submit(Order order) throws IOException {
        flow.standing().requireOpen(order.job());
        return submit(order.submission(flow.home().copy(order.file(), order.job())))
                .orElseThrow();
    }

    /**
     * Makes the dead letters of the run that an earlier order of the same was pending again, and works on it on the
     * terms of this order.
     *
     * @return the run, or empty where there was none or nothing in it has failed
     */
    public Optional<Run> submitFailed(Order order) throws IOException {
        flow.standing().requireJob(order.job());
        return ledger().run(flow.intake().identify(order.submission(order.file())))
                .filter(one -> letGo(new LetGo(one.id(), List.of(), false, null, order.terms())) > 0)
                .flatMap(one -> ledger().run(own(one.id())));
    }

    /** The run, or empty where a file of the inbox was rejected. */
    private Optional<Run> submit(Submission submission) {
        Run run = context().createProducerTemplate().requestBody("direct:run-accept", submission, Run.class);
        Optional.ofNullable(run).map(Run::id).ifPresent(this::own);
        return Optional.ofNullable(run);
    }

    /** Notes a run as one to work on; whoever watches works on all and keeps no list. */
    private String own(String run) {
        if (!watches) {
            mine.add(run);
        }
        return run;
    }

    /**
     * Lets a paused run go on from where it is, on terms that hold from now on.
     *
     * @throws io.cama.flow.standing.HeldBack if its job is paused
     */
    public void resume(Run run, Terms terms) {
        flow.standing().requireJob(run.job());
        goOn(run, terms);
    }

    private void goOn(Run run, Terms terms) {
        own(run.id());
        flow.jobs().shelf().release(run.id());
        ledger().accept(run.with(terms));
    }

    /**
     * Lets go of dead letters of a run and works on the run. One that is paused goes on, unless they are dropped, or
     * there were none and somebody paused this very run.
     *
     * @return how many dead letters there were
     */
    public int mend(LetGo letters) {
        own(letters.run());
        // A run at work, or waiting, keeps to the version of its job that it was accepted with.
        ledger().run(letters.run())
                .filter(one -> one.state() == RunState.DONE || one.state() == RunState.PAUSED)
                .ifPresent(one -> flow.jobs().shelf().release(one.id()));
        int gone = letGo(letters);
        if (!letters.drop()) {
            ledger().run(letters.run())
                    .filter(one -> one.state() == RunState.PAUSED && (gone > 0 || !Held.isRun(one.reason())))
                    .ifPresent(one -> ledger().accept(one));
        }
        return gone;
    }

    private int letGo(LetGo letters) {
        return context().createProducerTemplate().requestBody("direct:dead-letter-retry", letters, Integer.class);
    }

    public Ledger ledger() {
        return books.ledger();
    }

    public Flow flow() {
        return flow;
    }

    /** Takes up what has changed in jobs and configuration. */
    public Reload reload() {
        return reload;
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    /**
     * From now on nothing is claimed and no call is made; whoever waits to call gives up, and its item stays pending.
     *
     * @return calls in flight when this was first said
     */
    public long quiesce() {
        return drain.begin();
    }

    /**
     * Makes no more calls, lets those in flight end within the shutdown timeout, and closes the ledger. What hangs is
     * left behind after a few seconds more. Only the first call does so; later ones return the same.
     */
    public Drained drain() {
        return drain.finish();
    }

    @Override
    public void close() {
        drain();
    }
}
