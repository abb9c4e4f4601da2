package io.cama.ops;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.Parts;
import io.cama.flow.intake.Leftovers;
import io.cama.flow.intake.Submission;
import io.cama.flow.letter.LetGo;
import io.cama.ledger.Ledger;
import io.cama.llm.Dialects;
import io.cama.llm.price.Prices;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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
    private final Drain drain;

    /** Opens the ledger, loads the routes and starts. */
    public Application(Settings settings, JobFolders folders, Purpose purpose) throws Exception {
        this.books = Books.open(settings, purpose.metered(), Books.clock(System.getenv("SOURCE_DATE_EPOCH")));
        Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(books));
        try {
            ledger().recover();
            this.main = CamelMain.of(settings, folders, purpose);
            opened.push(main::stop);
            this.flow = new Flow(main.getCamelContext(), settings, folders, parts(settings, purpose));
            opened.push(flow);
            this.drain = new Drain(main, flow, books, settings.duration("cama.shutdown.timeout"));
            List<Run> runs = ledger().runs(Integer.MAX_VALUE);
            List<Path> orphans = new Leftovers(books.home(), ledger()).settle();
            main.start();
            if (purpose.watches()) {
                orphans.forEach(this::adopt);
                runs.stream()
                        .filter(run -> run.state() == RunState.PAUSED && run.resumeAt() == null)
                        .forEach(run -> resume(run, run.terms()));
            }
        } catch (Exception e) {
            Drain.abandon(opened, e);
            throw e;
        }
    }

    private Parts parts(Settings settings, Purpose purpose) {
        return new Parts(
                books.home(),
                ledger(),
                books.recalls(),
                books.experience(),
                Prices.read(settings.home()),
                new Dialects(main.getCamelContext().getRegistry().findByType(io.cama.llm.Dialect.class)),
                run -> purpose.watches() || mine.contains(run.id()),
                purpose.concurrency(),
                purpose.watches(),
                purpose.metered(),
                Clock.systemUTC());
    }

    private void adopt(Path orphan) {
        LOG.info("Taking up {} which was claimed before the last stop", orphan.getFileName());
        try {
            submit(flow.intake().submission(orphan));
        } catch (RuntimeException e) {
            LOG.error("{} cannot be taken up and stays where it is: {}", orphan, e.getMessage());
        }
    }

    /**
     * Makes a run of a copy of the file; the file itself is not touched.
     *
     * @return the run, accepted; it is worked on from now
     */
    public Run submit(Order order) throws IOException {
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
        Optional<Run> run = ledger().run(flow.intake().identify(order.submission(order.file())));
        return run.filter(one -> letGo(new LetGo(one.id(), List.of(), false, null, order.terms())) > 0)
                .flatMap(one -> {
                    mine.add(one.id());
                    return ledger().run(one.id());
                });
    }

    /** The run, or empty where a file of the inbox was rejected. */
    private Optional<Run> submit(Submission submission) {
        Optional<Run> run = Optional.ofNullable(main.getCamelContext()
                .createFluentProducerTemplate()
                .to("direct:run-accept")
                .withBody(submission)
                .request(Run.class));
        run.ifPresent(accepted -> mine.add(accepted.id()));
        return run;
    }

    /**
     * Lets a paused run go on from where it is.
     *
     * @param terms that hold from now on
     */
    public void resume(Run run, Terms terms) {
        mine.add(run.id());
        ledger().accept(run.with(terms));
    }

    /**
     * Lets go of dead letters of a run and works on the run. One that is paused goes on where they are asked again, and
     * stays paused where they are dropped.
     *
     * @return how many dead letters there were
     */
    public int mend(LetGo letters) {
        mine.add(letters.run());
        int gone = letGo(letters);
        if (!letters.drop()) {
            ledger().run(letters.run())
                    .filter(one -> one.state() == RunState.PAUSED)
                    .ifPresent(one -> ledger().accept(one));
        }
        return gone;
    }

    private int letGo(LetGo letters) {
        return main.getCamelContext()
                .createFluentProducerTemplate()
                .to("direct:dead-letter-retry")
                .withBody(letters)
                .request(Integer.class);
    }

    public Ledger ledger() {
        return books.ledger();
    }

    public Flow flow() {
        return flow;
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

    /** As {@link #drain()}. */
    @Override
    public void close() {
        drain();
    }
}
