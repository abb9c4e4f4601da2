package io.cama.flow;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.config.version.Versions;
import io.cama.flow.board.Switchboard;
import io.cama.flow.door.Door;
import io.cama.flow.endpoint.Providers;
import io.cama.flow.event.Events;
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
import io.cama.flow.standing.RunOrders;
import io.cama.flow.standing.Standing;
import io.cama.flow.watch.Watches;
import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.pace.Gates;
import io.cama.pace.breaker.Breakers;
import java.io.File;
import java.util.Optional;
import java.util.function.Predicate;
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
    private final Standing standing;
    private final RunOrders runOrders;
    private final Door door;
    private final Events events;

    public Flow(CamelContext context, Settings settings, JobFolders folders, Parts parts) {
        OutwardBeans outward = new OutwardBeans(context, settings, parts);
        Ledger ledger = outward.ledger();
        this.events = outward.events();
        this.home = parts.home();
        this.jobs = new Jobs(context, folders, parts.concurrency());
        this.providers = Providers.of(settings, folders.jobs(), parts.metered());
        Gates gates = AskBeans.gates(settings, parts.clock());
        this.active = new ActiveRuns(ledger, gates);
        this.ground = new Grounds(settings, home.root(), ledger, parts.clock())
                .ground(parts.metered(), active::outboxes, active::resumeGrounded);
        this.quarantine = Quarantine.open(
                home.root().resolve("work"),
                settings.number("cama.quarantine.after"),
                ledger,
                Escalations.isWanted(settings));
        this.standing = new Standing(home.root(), active, parts.clock());
        ItemSteps items = new ItemSteps(ledger, active, ground, quarantine, events, parts.clock());
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
        registry.bind("inboxFilter", whileOpen(outward, InboxFilter.of(settings, parts.clock(), intake::reject)));
        Predicate<Run> mine = parts.mine().and(run -> standing.allows(run.job()) && outward.hasRoom());
        Runs.Limits limits = new Runs.Limits(settings.number("cama.retry.passes"), mine, parts.metered());
        Runs runs = new Runs(ledger, active, places, jobs, ground, limits, parts.clock());
        registry.bind("runs", runs);
        this.runOrders = new RunOrders(runs, active, ledger, home);
        registry.bind("standing", standing);
        registry.bind("runOrders", runOrders);
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
        this.door = new Door(home.root(), ledger, intake, active, standing, parts.serves());
        registry.bind("door", door);
        registry.bind("publish", new PublishSteps(ledger, active, home, parts.clock()));
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

    /** What holds until somebody says otherwise. */
    public Standing standing() {
        return standing;
    }

    /** Holds and ends runs for somebody. */
    public RunOrders runOrders() {
        return runOrders;
    }

    /** Who is told of what happens to items and calls. */
    public Watches watches() {
        return active.watches();
    }

    /** Has the listeners of events told. */
    public Events events() {
        return events;
    }

    /** What other processes ask of this one. */
    public Door door() {
        return door;
    }

    /** Takes no file while the program stops, while the machine is at fault, under maintenance, or without room in the heap. */
    private GenericFileFilter<File> whileOpen(OutwardBeans rest, InboxFilter inbox) {
        return file ->
                !isStopping() && ground.isFirm() && standing.takesFiles() && rest.hasRoom() && inbox.accept(file);
    }

    /** Whether nothing more is begun. */
    public boolean isStopping() {
        return active.isStopping();
    }

    /** How many calls are under way. */
    public long inFlight() {
        return gates().inFlight();
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
