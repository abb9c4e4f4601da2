package io.cama.ops;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.intake.Submission;
import io.cama.flow.run.Runs;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cama as a program: one home folder, its ledger, and a Camel Main with the routes and the jobs. */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    /**
     * What the application is for.
     *
     * @param program folder holding {@code routes/}, or null to take the routes from the jar
     * @param jobs names of the jobs to load, empty for all
     * @param watch whether the inbox is watched and runs of earlier processes are continued
     * @param concurrency items of a run worked on at once, in place of what its job says; 0 to leave it to the job
     */
    public record Purpose(@Nullable Path program, Set<String> jobs, boolean watch, int concurrency) {
        public Purpose(@Nullable Path program, Set<String> jobs, boolean watch) {
            this(program, jobs, watch, 0);
        }
    }

    private final Ledger ledger;
    private final Main main;
    private final Flow flow;
    private final Set<String> mine = ConcurrentHashMap.newKeySet();

    /** Opens the ledger, loads the routes and starts. */
    public Application(Settings settings, JobFolders folders, Purpose purpose) throws Exception {
        Clock clock = clock(System.getenv("SOURCE_DATE_EPOCH"));
        this.ledger = SqliteLedger.open(
                settings.home().resolve(settings.text("cama.ledger.file")),
                clock,
                new GroupCommit(settings.number("cama.ledger.batch"), settings.duration("cama.ledger.linger")));
        Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(ledger));
        try {
            ledger.recover();
            this.main = CamelMain.of(settings, folders, purpose);
            opened.push(main::stop);
            this.flow = new Flow(
                    main.getCamelContext(),
                    settings,
                    folders,
                    ledger,
                    run -> purpose.watch() || mine.contains(run.id()),
                    purpose.concurrency(),
                    Clock.systemUTC());
            opened.push(flow);
            main.start();
            List<Path> orphans = flow.home().orphans(inputs());
            if (purpose.watch()) {
                orphans.forEach(this::adopt);
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

    /** The inputs of runs that are not over. */
    private Set<Path> inputs() {
        return ledger.runs(Integer.MAX_VALUE).stream()
                .filter(run -> run.state() != RunState.DONE && run.state() != RunState.REJECTED)
                .map(run -> Path.of(run.source()))
                .collect(Collectors.toSet());
    }

    /** The ledger's clock: wall clock, or standing still at {@code SOURCE_DATE_EPOCH} so that outputs can be compared. */
    static Clock clock(@Nullable String sourceDateEpoch) {
        return sourceDateEpoch == null
                ? Clock.systemUTC()
                : Clock.fixed(Instant.ofEpochSecond(Long.parseLong(sourceDateEpoch)), ZoneOffset.UTC);
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
     * @param limit rows to ask, 0 for all
     * @return the run, accepted; it is worked on from now
     */
    public Run submit(Path file, String job, Path outbox, long limit, @Nullable String model) throws IOException {
        Path copy = flow.home().copy(file, job);
        return submit(new Submission(
                        copy, String.valueOf(file.getFileName()), job, outbox.toAbsolutePath(), limit, model, false))
                .orElseThrow();
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
     * Makes dead letters of a run pending again and works on the run; one that is paused goes on.
     *
     * @param positions empty for all of the run
     * @return how many dead letters there were
     */
    public int retry(String run, List<Long> positions) {
        mine.add(run);
        int retried = main.getCamelContext()
                .createFluentProducerTemplate()
                .to("direct:dead-letter-retry")
                .withBody(new Runs.Retry(run, positions))
                .request(Integer.class);
        ledger.run(run).filter(one -> one.state() == RunState.PAUSED).ifPresent(ledger::accept);
        return retried;
    }

    public Ledger ledger() {
        return ledger;
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
        ledger.close();
    }
}
