package io.cama.ops.reload;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.config.version.Versions;
import io.cama.flow.Flow;
import io.cama.ledger.Ledger;
import io.cama.model.Finding;
import io.cama.model.RunState;
import io.cama.ops.Purpose;
import io.cama.ops.control.Reload;
import io.cama.ops.reload.job.InUse;
import io.cama.ops.reload.job.JobRoutes;
import io.cama.ops.reload.job.JobSwaps;
import io.cama.ops.reload.job.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up changes of jobs and configuration while the program runs: when it is asked to, and by itself once changed
 * files have been left alone for a while. What it has to say of a change is logged once.
 */
public final class Reloader extends ServiceSupport implements Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final Ledger ledger;
    private final JobSwaps jobs;
    private final ConfigSwap config;
    private final Sight routes;
    private final Sight all;
    private final Duration every;
    private final Duration settle;
    private final ScheduledExecutorService thread;
    private final Set<Finding> said = new HashSet<>();
    private List<String> routesAtStart = List.of();
    private List<String> taken = List.of();
    private List<String> pending = List.of();
    private long pendingSince;
    private volatile Runnable takesUp = this::reload;

    private Reloader(
            CamelContext context, Flow flow, Settings settings, JobFolders folders, Purpose purpose, Ledger ledger) {
        Path home = settings.home();
        Path program = purpose.program() == null ? home : purpose.program();
        this.ledger = ledger;
        JobRoutes routesOfJobs = new JobRoutes(context);
        Versions versions = new Versions(home, settings.number("cama.versions.keep"));
        this.jobs = new JobSwaps(
                folders,
                purpose.jobs(),
                home,
                new InUse(home, flow.jobs(), versions, routesOfJobs),
                routesOfJobs,
                new Trial(settings, program));
        this.config =
                new ConfigSwap(settings, provider -> flow.gates().of(provider).limits(provider.limits()));
        this.routes = new Sight(
                List.of(), List.of(program.resolve("routes"), home.resolve(settings.text("cama.routes.overrides"))));
        List<Path> others = new ArrayList<>(routes.others());
        others.addAll(settings.files());
        this.all = new Sight(folders.places(), others);
        this.every = settings.duration("cama.reload.poll");
        this.settle = settings.duration("cama.reload.settle");
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "cama-reload");
            made.setDaemon(true);
            return made;
        });
    }

    /** Whether a program of that purpose reloads. */
    public static boolean isOn(Settings settings, Purpose purpose) {
        return purpose.watches() && settings.text("cama.feature.reload").equals("on");
    }

    /**
     * Loads the jobs that a purpose wants into a context that has not started, and looks for changes from its start to
     * its end; does nothing where {@link #isOn} says so.
     */
    public static Reload of(
            CamelContext context, Flow flow, Settings settings, JobFolders folders, Purpose purpose, Ledger ledger)
            throws Exception {
        if (!isOn(settings, purpose)) {
            return () -> List.of(Finding.warning(
                    "cama.feature.reload",
                    0,
                    "is off, or this is no cama run",
                    "changes take effect on the next start"));
        }
        Reloader reloader = new Reloader(context, flow, settings, folders, purpose, ledger);
        reloader.taken = reloader.all.look();
        reloader.routesAtStart = reloader.routes.elsewhere();
        reloader.jobs.first();
        context.deferStartService(reloader, true);
        return reloader;
    }

    @Override
    public void whenSeen(Runnable change) {
        takesUp = change;
    }

    @Override
    protected void doStart() {
        var unused =
                thread.scheduleWithFixedDelay(this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized List<Finding> reload() {
        List<Finding> findings = new ArrayList<>(config.look());
        findings.addAll(jobs.look());
        findings.addAll(changedRoutes());
        findings.stream().filter(finding -> !said.contains(finding)).forEach(Reloader::say);
        Set<String> refused = refused(findings);
        refused(said).stream()
                .filter(file -> !refused.contains(file))
                .forEach(file -> LOG.info("Put right: {} is no longer refused", file));
        said.clear();
        said.addAll(findings);
        return findings;
    }

    private static Set<String> refused(Collection<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(Finding::file)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void say(Finding finding) {
        if (finding.severity() == Finding.Severity.ERROR) {
            LOG.error("Not taken up, all goes on as it was: {}", finding);
        } else {
            LOG.warn("Reload: {}", finding);
        }
    }

    private List<Finding> changedRoutes() {
        try {
            return routes.elsewhere().equals(routesAtStart)
                    ? List.of()
                    : List.of(Finding.warning(
                            "routes",
                            0,
                            "the program's own routes, or files in their place, have changed; that takes effect on the next"
                                    + " start",
                            "start again when it suits"));
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private void tick() {
        try {
            List<String> now = all.look();
            long nanos = System.nanoTime();
            if (!now.equals(pending)) {
                pending = now;
                pendingSince = nanos;
            }
            if (!now.equals(taken) && nanos - pendingSince >= settle.toNanos()) {
                taken = now;
                takesUp.run();
            }
            tidy();
        } catch (Exception | Error e) {
            // Also what no program expects, such as a class that is missing: whoever mends it wants it taken up.
            LOG.error("A change of files was not taken up; the next one is looked at again", e);
        }
    }

    private synchronized void tidy() {
        jobs.tidy(id -> ledger.run(id)
                .filter(run -> run.state() == RunState.DONE || run.state() == RunState.REJECTED)
                .isPresent());
    }

    @Override
    protected void doStop() {
        thread.shutdownNow();
    }
}
