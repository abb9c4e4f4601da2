package io.cama.ops.embed;

import io.cama.config.ConfigException;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.intake.Leftovers;
import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.ledger.memory.MemoryStats;
import io.cama.ledger.memory.ReplyMemory;
import io.cama.model.Held;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.ops.Books;
import io.cama.ops.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;

/**
 * Cama in a Camel context of somebody else, with a home folder of its own: the kamelets {@code job} and {@code llm} work
 * there, and {@code inbox/} is watched. It begins when the context has started and ends with it, or when it is closed.
 * May be used by many threads.
 */
public final class Cama implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final CamelContext context;
    private final Settings settings;
    private final Books books;
    private final Flow flow;
    private final Program program;
    private final List<Run> interrupted;
    private final List<Path> orphans;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Cama(CamelContext context, Settings settings) throws Exception {
        this.context = context;
        this.settings = settings;
        this.program = new Program(context);
        this.books = Books.open(settings, false, Clock.systemUTC());
        try {
            ledger().recover();
            program.properties(settings);
            JobFolders folders = new JobFolders(settings, List.of());
            Setup.refuseErrors(folders.findings());
            this.flow = new Flow(context, settings, folders, Setup.parts(context, settings, books));
            program.load(folders);
            this.interrupted = ledger().runs(RunState.PAUSED, null, 0, Integer.MAX_VALUE).stream()
                    .filter(Held::endsWithTheProcess)
                    .toList();
            this.orphans = new Leftovers(books.home(), ledger()).settle();
            context.addLifecycleStrategy(new Lifetime(this));
        } catch (Exception e) {
            books.close();
            throw e;
        }
    }

    /**
     * Adds Cama to a context that has not started. Settings are the context's properties that begin with
     * {@code cama.}; what they do not say comes from the environment and from {@code config/cama.properties} in the home
     * folder, as for the program. The routes of jobs in {@code cama.jobs.dirs} below the home folder are loaded; jobs
     * among the application's own routes need only their prompts there.
     *
     * @param home holds inbox, outbox, jobs and ledger; one process at a time may use it
     * @throws ConfigException if a setting or a job is wrong
     * @throws IllegalStateException if the context has started, has Cama already, or has a bean of a name Cama needs
     * @throws io.cama.ledger.fault.LedgerBusyException if another process uses the home folder
     */
    public static Cama embed(CamelContext context, Path home) throws Exception {
        return embed(context, home, Map.of());
    }

    /** As {@link #embed(CamelContext, Path)}; {@code sets} are settings by key, stronger than all others. */
    public static Cama embed(CamelContext context, Path home, Map<String, String> sets) throws Exception {
        Settings settings = Setup.settings(context, home, sets, System.getenv());
        return new Cama(context, settings);
    }

    private Ledger ledger() {
        return books.ledger();
    }

    /** The context runs: what an earlier process left is gone on with. */
    void begin() {
        program.takeUp(flow.intake(), orphans);
        interrupted.forEach(run -> ledger().accept(run));
    }

    /**
     * Puts a copy of a file through a job and waits for its end. The same file again costs nothing and publishes again.
     *
     * @return what became of it, in {@code outbox/<job>} of the home folder
     * @throws IllegalStateException if this is closed, before or meanwhile; the run goes on at the next start
     */
    public Outcome process(Path file, String job) throws IOException, InterruptedException {
        String run = submit(file, job);
        Outcome outcome = outcome(run);
        while (!outcome.hasEnded()) {
            closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            outcome = outcome(run);
        }
        return outcome;
    }

    /**
     * Puts a copy of a file through a job, and does not wait.
     *
     * @return id of the run, which is durable by now
     */
    public String submit(Path file, String job) throws IOException {
        requireOpen();
        flow.jobs().require(job);
        Path outbox = settings.home().resolve("outbox").resolve(job);
        Order order = new Order(file, job, outbox, 0, null, Terms.USUAL);
        return program.accept(order.submission(flow.home().copy(file, job)))
                .orElseThrow()
                .id();
    }

    /**
     * What has become of a run by now.
     *
     * @throws IllegalArgumentException if there is no such run
     */
    public Outcome outcome(String run) {
        requireOpen();
        Run found =
                ledger().run(run).orElseThrow(() -> new IllegalArgumentException("there is no run \"" + run + "\""));
        return Outcome.of(found, ledger().counts(run));
    }

    /** Lets a paused run go on from where it is; what is in the ledger is not bought again. */
    public void resume(String run) {
        requireOpen();
        ledger().run(run).filter(one -> one.state() == RunState.PAUSED).ifPresent(ledger()::accept);
    }

    /** How Cama is now. */
    public Health health() {
        return Health.of(flow, closing.get());
    }

    /** The replies that are kept for good. */
    public StoreStats ledgerStatistics() {
        requireOpen();
        return ledger().storeStats();
    }

    /** The replies in memory, which spare looking into the ledger. */
    public MemoryStats cacheStatistics() {
        return context.getRegistry()
                .lookupByNameAndType("replyMemory", ReplyMemory.class)
                .statistics();
    }

    private void requireOpen() {
        if (closing.get()) {
            throw new IllegalStateException("Cama is closed; its runs go on when the application starts again");
        }
    }

    /** From now on nothing is claimed and no call is made. */
    void quiesce() {
        closing.set(true);
        flow.stop();
    }

    /** Lets go of the ledger; the routes are at rest. */
    void end() {
        if (closed.getCount() > 0) {
            closed.countDown();
            flow.close();
            books.close();
        }
    }

    /**
     * Makes no more calls, lets those in flight end within {@code cama.shutdown.timeout}, and closes the ledger. The
     * application's own routes go on. Stopping the context does the same.
     */
    @Override
    public void close() {
        quiesce();
        if (!context.isStopped()) {
            program.stop(settings.duration("cama.shutdown.timeout"));
        }
        end();
    }
}
