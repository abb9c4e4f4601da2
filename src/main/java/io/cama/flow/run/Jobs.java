package io.cama.flow.run;

import io.cama.config.ConfigException;
import io.cama.config.JobFolders;
import io.cama.flow.fair.JobPool;
import io.cama.flow.version.Holding;
import io.cama.flow.version.JobVersion;
import io.cama.flow.version.Shelf;
import io.cama.model.Failing;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.model.Run;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.RouteDefinition;

/**
 * The jobs of this context. A job's parameters are read from its route as Camel holds it, so that a
 * job written in Java or placed in an application counts like one in a folder.
 */
public final class Jobs {
    private final CamelContext context;
    private final JobFolders folders;
    private final int concurrency;
    private final Shelf shelf = new Shelf();

    /** @param concurrency items worked on at once, in place of what the jobs say; 0 to leave it to them */
    public Jobs(CamelContext context, JobFolders folders, int concurrency) {
        this.context = context;
        this.folders = folders;
        this.concurrency = concurrency;
    }

    /** The versions of those jobs that are reloaded while the program runs; empty where none is. */
    public Shelf shelf() {
        return shelf;
    }

    /** From now on this is the version for new runs of its job, and its concurrency holds for those at work as well. */
    public synchronized void put(JobVersion version) {
        shelf.put(version);
        if (context.getRegistry().lookupByName("items-" + version.job().name()) != null) {
            pool(version.job());
        }
    }

    /** Every job that takes runs here, by name. */
    public Map<String, Job> all() {
        while (true) {
            try {
                Map<String, Job> jobs = look();
                shelf.current().forEach((name, version) -> jobs.put(name, version.job()));
                return jobs;
            } catch (ConcurrentModificationException busy) {
                Thread.onSpinWait(); // Camel's list of routes is live, and one is being added
            }
        }
    }

    private Map<String, Job> look() {
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (RouteDefinition route : context.getCamelContextExtension()
                .getContextPlugin(org.apache.camel.model.Model.class)
                .getRouteDefinitions()) {
            Map<String, Object> parameters = route.getTemplateParameters();
            if (parameters != null
                    && "job".equals(parameters.get("templateId"))
                    && !shelf.keeps(text(parameters, "name"))) {
                Job job = read(parameters);
                jobs.put(job.name(), job);
            }
        }
        return jobs;
    }

    /**
     * The job of that name.
     *
     * @throws ConfigException if no route here is that job's
     */
    public Job require(String name) {
        Job job = all().get(name);
        if (job == null) {
            throw new ConfigException(Finding.error(
                    "jobs", 0, "there is no job \"" + name + "\"; there are " + all().keySet(), "see cama.jobs.dirs"));
        }
        return job;
    }

    /**
     * The version of a job that its next run goes through; it stays loaded until this is closed.
     *
     * @throws ConfigException as {@link #require} does
     */
    public Holding holding(String job) {
        String holder = "accepting " + UUID.randomUUID();
        return new Holding(hold(holder, job), shelf, holder);
    }

    private JobVersion hold(String holder, String job) {
        return shelf.hold(holder, job).orElseGet(() -> JobVersion.live(require(job)));
    }

    /**
     * The version of its job that a run goes through, from its acceptance to its end. One that an earlier process had
     * accepted, or that somebody resumed by hand, goes through that of now.
     *
     * @throws ConfigException as {@link #require} does
     */
    public JobVersion of(Run run) {
        return shelf.held(run.id()).orElseGet(() -> hold(run.id(), run.job()));
    }

    /**
     * Where a job's prompts are.
     *
     * @throws ConfigException if it has a route but no folder
     */
    static Path folder(Job job) {
        Path folder = job.folder();
        if (folder == null) {
            throw new ConfigException(Finding.error(
                    "job " + job.name(),
                    0,
                    "has a route but no folder with prompts",
                    "add its folder to cama.jobs.dirs"));
        }
        return folder;
    }

    private Job read(Map<String, Object> parameters) {
        String name = text(parameters, "name");
        return new Job(
                name,
                list(text(parameters, "key")),
                list(text(parameters, "outputs")),
                concurrency > 0 ? concurrency : Integer.parseInt(text(parameters, "concurrency")),
                folders.folder(name).orElse(null),
                Failing.parse(
                        String.valueOf(parameters.getOrDefault("onError", Failing.Way.DEAD_LETTER.text())),
                        text(parameters, "fallback"),
                        text(parameters, "escalate")),
                Integer.parseInt(String.valueOf(parameters.getOrDefault("pauseAfter", "0"))));
    }

    private static String text(Map<String, Object> parameters, String name) {
        return String.valueOf(parameters.getOrDefault(name, ""));
    }

    private static List<String> list(String commas) {
        return Arrays.stream(commas.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    /**
     * Makes the split of the run's version of its job, unless it is there; what follows on this thread is the run's. The
     * job's threads are the same for all its versions.
     *
     * @return the name of the split's address
     */
    public synchronized String split(ActiveRun active) {
        JobVersion version = of(active.run());
        String job = version.job().name();
        JobPool pool = pool(version.job());
        if (context.getRoute(version.split()) == null) {
            TemplatedRouteBuilder.builder(context, "items")
                    .routeId(version.split())
                    .parameter("job", job)
                    .parameter("version", version.suffix())
                    .add();
        }
        active.urgency().set(0);
        pool.enter(active.run(), active.size(), active.urgency()::get);
        return version.split();
    }

    private JobPool pool(Job job) {
        String id = "items-" + job.name();
        JobPool known = context.getRegistry().lookupByNameAndType(id, JobPool.class);
        int size = shelf.current(job.name()).map(JobVersion::job).orElse(job).concurrency();
        if (known != null) {
            known.resize(size);
            return known;
        }
        JobPool made =
                new JobPool(context.getExecutorServiceManager().newFixedThreadPool(this, "cama-" + job.name(), size));
        context.getRegistry().bind(id, made);
        return made;
    }
}
