package io.cama.ops;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.Parts;
import io.cama.flow.intake.Submission;
import io.cama.flow.run.Runs;
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
import java.util.stream.Collectors;
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
            List<Run> runs = ledger().runs(Integer.MAX_VALUE);
            List<Path> orphans = orphans(runs);
            main.start();
            if (purpose.watches()) {
                orphans.forEach(this::adopt);
                runs.stream()
                        .filter(run -> run.state() == RunState.PAUSED && run.resumeAt() == null)
                        .forEach(run -> resume(run, run.terms()));
            }
        } catch (Exception e) {
            for (AutoCloseable open : opened) {
                try {
                    open.close();
                } catch (Exception also) {
                    e.addSuppressed(also);
                }
            }
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
                purpose.metered(),
                Clock.systemUTC());
    }

    /** Files claimed by earlier processes that are not yet runs; what else is no run's any more is cleared away. */
    private List<Path> orphans(List<Run> runs) throws IOException {
        return flow.home()
                .orphans(runs.stream()
                        .filter(run -> run.state() != RunState.DONE && run.state() != RunState.REJECTED)
                        .map(run -> Path.of(run.source()))
                        .collect(Collectors.toSet()));
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
        return run.filter(one -> reopen(one.id(), List.of()) > 0).map(one -> {
            Run reopened = ledger().accept(one.with(order.terms()));
            mine.add(one.id());
            return reopened;
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
     * Makes dead letters of a run pending again and works on the run; one that is paused goes on.
     *
     * @param positions empty for all of the run
     * @return how many dead letters there were
     */
    public int retry(String run, List<Long> positions) {
        mine.add(run);
        int retried = reopen(run, positions);
        ledger().run(run).filter(one -> one.state() == RunState.PAUSED).ifPresent(one -> ledger().accept(one));
        return retried;
    }

    private int reopen(String run, List<Long> positions) {
        return main.getCamelContext()
                .createFluentProducerTemplate()
                .to("direct:dead-letter-retry")
                .withBody(new Runs.Retry(run, positions))
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

    /** Stops handing out items, lets calls in flight end within the shutdown timeout, closes the ledger. */
    @Override
    public void close() {
        flow.stop();
        main.stop();
        flow.close();
        books.close();
    }
}
