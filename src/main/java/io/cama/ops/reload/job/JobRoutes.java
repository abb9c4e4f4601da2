package io.cama.ops.reload.job;

import io.cama.flow.version.JobVersion;
import io.cama.model.Failing;
import io.cama.model.Job;
import io.cama.ops.reload.name.Addresses;
import io.cama.ops.reload.name.Renaming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the routes of a job folder's version into Camel, beside those of another version, and takes them out again. */
public final class JobRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(JobRoutes.class);

    private final CamelContext context;
    private final Outward outward;

    public JobRoutes(CamelContext context) {
        this.context = context;
        this.outward = new Outward(context);
    }

    /** What Camel makes of route files, without starting any of it. */
    static List<RouteDefinition> parse(List<Path> files, CamelContext scratch) throws Exception {
        return configured(builders(files, scratch), scratch);
    }

    private static List<RouteDefinition> configured(Collection<RoutesBuilder> builders, CamelContext context)
            throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteBuilder yaml) {
                routes.addAll(yaml.configureRoutes(context).getRoutes());
            }
        }
        return routes;
    }

    private static Collection<RoutesBuilder> builders(List<Path> files, CamelContext context) throws Exception {
        List<Resource> resources = files.stream()
                .map(file -> PluginHelper.getResourceLoader(context).resolveResource("file:" + file))
                .toList();
        return PluginHelper.getRoutesLoader(context).findRoutesBuilders(resources);
    }

    /**
     * Loads them. If it fails nothing is left of it.
     *
     * @param suffix for ids and addresses
     * @param held whether those that take from outside the program wait for {@link Outward#pass}
     * @throws Addresses.Mixed if they cannot run beside another version
     */
    Loaded load(Frozen files, Trial.Passed passed, String suffix, boolean held) throws Exception {
        List<Path> routeFiles = passed.routeFiles();
        Collection<RoutesBuilder> builders = builders(routeFiles, context);
        List<RouteDefinition> routes = configured(builders, context);
        Addresses addresses = new Addresses(routes);
        Renaming names = new Renaming(String.valueOf(files.live().getFileName()), suffix, held, addresses);
        routes.forEach(names::rename);
        if (!suffix.isEmpty()) {
            addresses.requireOwn(texts(routeFiles));
        }
        List<JobVersion> versions = passed.jobs().stream()
                .map(job -> new JobVersion(suffix.isEmpty() ? job : own(job, addresses, suffix), files.hash(), suffix))
                .toList();
        Loaded loaded = new Loaded(files, suffix, versions, names.routes(), names.outward(), passed.proofs());
        boolean added = false;
        try {
            add(builders);
            added = true;
            return loaded;
        } finally {
            if (!added) {
                remove(loaded);
            }
        }
    }

    private static List<String> texts(List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private void add(Collection<RoutesBuilder> builders) throws Exception {
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                context.addRoutesConfigurations(configurations);
            }
        }
        for (RoutesBuilder builder : builders) {
            context.addRoutes(builder);
            context.addTemplatedRoutes(builder);
        }
    }

    /** A job whose fallback is its own version's. */
    private static Job own(Job job, Addresses addresses, String suffix) {
        Failing failing = job.failing();
        return new Job(
                job.name(),
                job.key(),
                job.outputs(),
                job.concurrency(),
                job.folder(),
                new Failing(failing.way(), addresses.renamed(failing.fallback(), suffix), failing.escalate()),
                job.pauseAfter());
    }

    /** Which of them take from outside the program, and when. */
    Outward outward() {
        return outward;
    }

    /** Whether an exchange is under way in one of its routes. */
    boolean isBusy(Loaded loaded) {
        return ids(loaded).stream()
                .anyMatch(id -> context.getInflightRepository().size(id) > 0);
    }

    /** Removes all of its routes and addresses. */
    void remove(Loaded loaded) {
        List<String> ids = ids(loaded);
        ids.forEach(outward::stop);
        ids.forEach(this::remove);
        Set<String> gone = new HashSet<>(ids);
        Set<String> addresses = new HashSet<>();
        loaded.names().forEach(job -> {
            addresses.add("direct://job-" + job + loaded.suffix());
            addresses.add("direct://items-" + job + loaded.suffix());
        });
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            boolean kamelet = endpoint instanceof KameletEndpoint one && gone.contains(one.getRouteId());
            if (kamelet || addresses.contains(endpoint.getEndpointUri())) {
                forget(endpoint);
            }
        }
    }

    private List<String> ids(Loaded loaded) {
        List<String> ids = new ArrayList<>(loaded.routes());
        loaded.jobs().forEach(version -> ids.add(version.split()));
        Collections.reverse(ids);
        return ids;
    }

    private void remove(String id) {
        try {
            context.removeRoute(id);
            Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
            RouteDefinition left = model.getRouteDefinition(id);
            if (left != null) {
                model.removeRouteDefinition(left);
            }
        } catch (Exception e) {
            LOG.warn("The route {} cannot be removed: {}", id, e.toString());
        }
    }

    private void forget(Endpoint endpoint) {
        try {
            context.removeEndpoint(endpoint);
        } catch (Exception e) {
            LOG.debug("{} is gone already: {}", endpoint, e.toString());
        }
    }
}
