package io.cama.flow;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.ask.Answers;
import io.cama.flow.ask.AskSteps;
import io.cama.flow.ask.CallSteps;
import io.cama.flow.ask.Endpoints;
import io.cama.flow.ask.HttpEdge;
import io.cama.flow.ask.Providers;
import io.cama.flow.ask.Retry;
import io.cama.flow.intake.Home;
import io.cama.flow.intake.Intake;
import io.cama.flow.item.ItemSeen;
import io.cama.flow.item.ItemSteps;
import io.cama.flow.item.Rows;
import io.cama.flow.publish.PublishSteps;
import io.cama.flow.run.ActiveRuns;
import io.cama.flow.run.Jobs;
import io.cama.flow.run.Runs;
import io.cama.input.options.InputLimits;
import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.pace.BreakerSettings;
import io.cama.pace.Breakers;
import io.cama.pace.Gates;
import io.cama.pace.RetryDelay;
import io.github.bucket4j.TimeMeter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Puts together the beans that the routes name, and binds them. The routes themselves are loaded by whoever owns the context. */
public final class Flow implements AutoCloseable {
    private final Home home;
    private final ActiveRuns active;
    private final Jobs jobs;
    private final Intake intake;
    private final Providers providers;

    /**
     * Leaves it to the jobs how many items of a run are worked on at once.
     *
     * @param mine which accepted runs this process works on
     */
    public Flow(
            CamelContext context,
            Settings settings,
            JobFolders folders,
            Ledger ledger,
            Predicate<Run> mine,
            Clock clock) {
        this(context, settings, folders, ledger, mine, 0, clock);
    }

    /**
     * @param mine which accepted runs this process works on
     * @param concurrency items of a run worked on at once, in place of what its job says; 0 to leave it to the job
     */
    public Flow(
            CamelContext context,
            Settings settings,
            JobFolders folders,
            Ledger ledger,
            Predicate<Run> mine,
            int concurrency,
            Clock clock) {
        this.home = new Home(settings.home());
        this.jobs = new Jobs(context, folders, concurrency);
        this.providers = new Providers(settings, demoReplies(folders));
        Gates gates = new Gates(TimeMeter.SYSTEM_NANOTIME);
        this.active = new ActiveRuns(ledger, gates);
        Breakers breakers = new Breakers(breakerSettings(settings), clock);
        Endpoints endpoints = new Endpoints(context, providers, breakers, httpLimits(settings));
        Answers answers = new Answers(ledger);
        ItemSteps items = new ItemSteps(ledger, active);
        Rows rows = new Rows(context, ledger, active, inputLimits(settings));
        this.intake = new Intake(home, ledger, jobs, rows, clock);

        Registry registry = context.getRegistry();
        registry.bind("intake", intake);
        registry.bind("inboxFilter", intake);
        registry.bind(
                "runs",
                new Runs(
                        ledger,
                        active,
                        jobs,
                        new Runs.Limits(
                                settings.number("cama.runs.parallel"), settings.number("cama.retry.passes"), mine),
                        clock));
        registry.bind("rows", rows);
        registry.bind("item", items);
        registry.bind("itemSeen", new ItemSeen(ledger, items));
        registry.bind("ask", new AskSteps(ledger, active, providers, endpoints, gates, breakers, answers));
        registry.bind("call", new CallSteps(ledger, endpoints, gates, answers));
        registry.bind("retry", retry(settings, ledger, endpoints, clock));
        registry.bind("publish", new PublishSteps(ledger, active, home, clock));
    }

    private Retry retry(Settings settings, Ledger ledger, Endpoints endpoints, Clock clock) {
        return new Retry(
                ledger,
                active,
                endpoints,
                new RetryDelay(
                        settings.duration("cama.retry.initial-delay"),
                        settings.duration("cama.retry.max-delay"),
                        new Random()),
                new Retry.Limits(
                        settings.number("cama.retry.attempts"),
                        settings.duration("cama.wait.max"),
                        settings.duration("cama.breaker.open")),
                clock);
    }

    private static BreakerSettings breakerSettings(Settings settings) {
        return new BreakerSettings(
                settings.number("cama.breaker.failure-rate"),
                settings.duration("cama.breaker.window"),
                settings.number("cama.breaker.minimum-calls"),
                settings.duration("cama.breaker.open"),
                settings.number("cama.breaker.probes"));
    }

    private static HttpEdge.Limits httpLimits(Settings settings) {
        return new HttpEdge.Limits(
                settings.duration("cama.http.connect-timeout"),
                settings.number("cama.http.connections"),
                settings.bytes("cama.http.max-reply"));
    }

    private static InputLimits inputLimits(Settings settings) {
        return new InputLimits(
                (int) settings.bytes("cama.input.max-record"), settings.number("cama.input.max-columns"), 200);
    }

    private static List<Path> demoReplies(JobFolders folders) {
        return folders.jobs().stream()
                .map(Job::folder)
                .filter(Objects::nonNull)
                .flatMap(folder -> Stream.of(folder.resolve("demo.jsonl")))
                .filter(java.nio.file.Files::isRegularFile)
                .toList();
    }

    public Home home() {
        return home;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Intake intake() {
        return intake;
    }

    /** Stops handing out items and wakes whoever waits, so that a shutdown is quick; the runs go on at the next start. */
    public void stop() {
        active.stopAll();
    }

    @Override
    public void close() {
        providers.close();
    }
}
