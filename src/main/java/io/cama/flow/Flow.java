package io.cama.flow;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.config.version.Versions;
import io.cama.flow.attempt.Asking;
import io.cama.flow.board.Switchboard;
import io.cama.flow.door.Door;
import io.cama.flow.endpoint.Providers;
import io.cama.flow.fair.Places;
import io.cama.flow.inbox.InboxFilter;
import io.cama.flow.intake.Home;
import io.cama.flow.intake.Intake;
import io.cama.flow.intake.Stranded;
import io.cama.flow.item.ItemSeen;
import io.cama.flow.item.ItemSteps;
import io.cama.flow.letter.Escalation;
import io.cama.flow.letter.Escalations;
import io.cama.flow.letter.LetterSteps;
import io.cama.flow.local.Ground;
import io.cama.flow.local.Grounds;
import io.cama.flow.local.Quarantine;
import io.cama.flow.publish.PublishSteps;
import io.cama.flow.review.Crash;
import io.cama.flow.rows.ReadLimits;
import io.cama.flow.rows.Rows;
import io.cama.flow.run.ActiveRuns;
import io.cama.flow.run.Jobs;
import io.cama.flow.run.Runs;
import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.pace.Gates;
import io.cama.pace.breaker.Breakers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.Registry;

/** Puts together the beans that the routes name, and binds them. The routes themselves are loaded by whoever owns the context. */
public final class Flow implements AutoCloseable {
    private final Home home;
    private final ActiveRuns active;
    private final Ground ground;
    private final Quarantine quarantine;
    private final Jobs jobs;
    private final Intake intake;
    private final Providers providers;
    private final AskBeans asking;
    private final Switchboard switchboard;
    private final Door door;

    public Flow(CamelContext context, Settings settings, JobFolders folders, Parts parts) {
        OutwardBeans outward = new OutwardBeans(context, settings, parts);
        Ledger ledger = outward.ledger();
        this.home = parts.home();
        this.jobs = new Jobs(context, folders, parts.concurrency());
        this.providers = new Providers(settings, demoReplies(folders), parts.metered());
        Gates gates = AskBeans.gates(settings, parts.clock());
        this.active = new ActiveRuns(ledger, gates);
        this.ground = new Grounds(settings, home.root(), ledger, parts.clock())
                .ground(parts.metered(), active::outboxes, active::resumeGrounded);
        this.quarantine = Quarantine.open(
                home.root().resolve("work"),
                settings.number("cama.quarantine.after"),
                ledger,
                Escalations.isWanted(settings));
        ItemSteps items = new ItemSteps(ledger, active, ground, quarantine, outward.events(), parts.clock());
        Places places =
                new Places(settings.number("cama.runs.parallel"), settings.duration("cama.runs.slice"), parts.clock());
        Rows rows = new Rows(context, ledger, active, places, ReadLimits.of(settings));
        Stranded stranded = new Stranded(ground);
        Versions versions = new Versions(home.root(), settings.number("cama.versions.keep"));
        this.intake = new Intake(home, ledger, jobs, rows, ground, stranded, versions, parts.clock());

        Registry registry = context.getRegistry();
        registry.bind("ground", ground);
        registry.bind("intake", intake);
        registry.bind("stranded", stranded);
        registry.bind(
                "inboxFilter",
                whileOpen(new InboxFilter(
                        settings.duration("cama.inbox.min-age"),
                        settings.number("cama.inbox.batch"),
                        parts.clock(),
                        intake::reject)));
        registry.bind(
                "runs",
                new Runs(
                        ledger,
                        active,
                        places,
                        jobs,
                        ground,
                        new Runs.Limits(settings.number("cama.retry.passes"), parts.mine(), parts.metered()),
                        parts.clock()));
        registry.bind("rows", rows);
        registry.bind("item", items);
        Escalation escalation = new Escalations(context, settings, AskBeans.httpLimits(settings))
                .over(ledger, name -> Optional.ofNullable(jobs.all().get(name)).map(Job::failing), parts.metered());
        registry.bind("escalation", escalation);
        LetterSteps letters = new LetterSteps(ledger, active, items, escalation, ground);
        registry.bind("letter", letters);
        registry.bind("itemSeen", new ItemSeen(ledger, items, Crash::cutShort, letters::buryFor));
        this.asking = new AskBeans(context, settings, parts, active, providers, gates, ground);
        asking.bind(registry);
        asking.breakers().onChange(outward::changed);
        outward.bind(registry, active);
        this.switchboard = new Switchboard(
                home.root(), asking.breakers(), gates, parts.clock(), active::resumeHeldBack, ground::trouble);
        registry.bind("switchboard", switchboard);
        this.door = new Door(home.root(), ledger, intake, active, parts.serves());
        registry.bind("door", door);
        registry.bind("publish", new PublishSteps(ledger, active, home, parts.clock()));
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

    public Ground ground() {
        return ground;
    }

    public Switchboard switchboard() {
        return switchboard;
    }

    /** Tells of each asking as it begins, before anybody knows its answer. */
    public void onAsk(Consumer<Asking> listener) {
        asking.onAsk(listener);
    }

    /** What other processes ask of this one. */
    public Door door() {
        return door;
    }

    /** Takes no file while the program stops, nor while the machine is at fault. */
    private GenericFileFilter<File> whileOpen(InboxFilter inbox) {
        return file -> !active.isStopping() && ground.isFirm() && inbox.accept(file);
    }

    /** How many calls are under way. */
    public long inFlight() {
        return gates().stats().values().stream()
                .mapToLong(gate -> gate.concurrency().inFlight())
                .sum();
    }

    /** Stops handing out items and wakes whoever waits, so that a shutdown is quick; the runs go on at the next start. */
    public void stop() {
        active.stopAll();
        ground.stop();
    }

    @Override
    public void close() {
        switchboard.end();
        asking.close();
        providers.close();
        quarantine.close();
    }
}
