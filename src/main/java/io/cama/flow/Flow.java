package io.cama.flow;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.board.Switchboard;
import io.cama.flow.endpoint.Providers;
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
import io.cama.pace.Gates;
import io.cama.pace.breaker.Breakers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Puts together the beans that the routes name, and binds them. The routes themselves are loaded by whoever owns the context. */
public final class Flow implements AutoCloseable {
    private final Home home;
    private final ActiveRuns active;
    private final Jobs jobs;
    private final Intake intake;
    private final Providers providers;
    private final AskBeans asking;
    private final Switchboard switchboard;

    public Flow(CamelContext context, Settings settings, JobFolders folders, Parts parts) {
        Ledger ledger = parts.ledger();
        this.home = parts.home();
        this.jobs = new Jobs(context, folders, parts.concurrency());
        this.providers = new Providers(settings, demoReplies(folders), parts.metered());
        Gates gates = AskBeans.gates(settings, parts.clock());
        this.active = new ActiveRuns(ledger, gates);
        ItemSteps items = new ItemSteps(ledger, active, parts.clock());
        Rows rows = new Rows(context, ledger, active, inputLimits(settings));
        this.intake = new Intake(home, ledger, jobs, rows, parts.clock());

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
                                settings.number("cama.runs.parallel"),
                                settings.number("cama.retry.passes"),
                                parts.mine(),
                                parts.metered()),
                        parts.clock()));
        registry.bind("rows", rows);
        registry.bind("item", items);
        registry.bind("itemSeen", new ItemSeen(ledger, items));
        this.asking = new AskBeans(context, settings, parts, active, providers, gates);
        asking.bind(registry);
        this.switchboard =
                new Switchboard(home.root(), asking.breakers(), gates, parts.clock(), active::resumeHeldBack);
        registry.bind("switchboard", switchboard);
        registry.bind("publish", new PublishSteps(ledger, active, home, parts.clock()));
    }

    private static InputLimits inputLimits(Settings settings) {
        return new InputLimits(
                (int) settings.bytes("cama.input.max-record"), settings.number("cama.input.max-columns"), 200);
    }

    private static List<Path> demoReplies(JobFolders folders) {
        return folders.jobs().stream()
                .map(Job::folder)
                .filter(Objects::nonNull)
                .map(folder -> folder.resolve("demo.jsonl"))
                .filter(Files::isRegularFile)
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

    public Gates gates() {
        return asking.gates();
    }

    public Breakers breakers() {
        return asking.breakers();
    }

    public Switchboard switchboard() {
        return switchboard;
    }

    /** Stops handing out items and wakes whoever waits, so that a shutdown is quick; the runs go on at the next start. */
    public void stop() {
        active.stopAll();
    }

    @Override
    public void close() {
        switchboard.end();
        providers.close();
    }
}
