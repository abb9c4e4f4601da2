package io.cama.ops.reload.job;

import io.cama.flow.version.JobVersion;
import io.cama.model.Failing;
import io.cama.model.Job;
import io.cama.ops.reload.name.Addresses;
import io.cama.ops.reload.name.Renaming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ManagementAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the routes of a job folder's version into Camel, beside those of another version, and takes them out again. */
public final class JobRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(JobRoutes.class);
    private static final ObjectName PRODUCERS = producers();

    private final CamelContext context;
    private final Outward outward;

    public JobRoutes(CamelContext context) {
        this.context = context;
        this.outward = new Outward(context);
    }

    /**
     * Loads them. If it fails nothing is left of it.
     *
     * @param suffix for ids and addresses
     * @param running whether the program runs: then those that take from outside it wait for {@link Outward#pass}, and
     *     what Camel keeps until it ends is there already
     * @throws Addresses.Mixed if they cannot run beside another version
     */
    Loaded load(Frozen files, Trial.Passed passed, String suffix, boolean running) throws Exception {
        List<Path> routeFiles = passed.routeFiles();
        Parsed parsed = running ? Parsed.ofVersion(routeFiles, context) : Parsed.whole(routeFiles, context);
        Addresses addresses = new Addresses(parsed.routes());
        Renaming names = new Renaming(String.valueOf(files.live().getFileName()), suffix, running, addresses);
        parsed.routes().forEach(names::rename);
        if (!suffix.isEmpty()) {
            addresses.requireOwn(Parsed.values(routeFiles));
        }
        List<JobVersion> versions = passed.jobs().stream()
                .map(job -> new JobVersion(suffix.isEmpty() ? job : own(job, addresses, suffix), files.hash(), suffix))
                .toList();
        Loaded loaded = new Loaded(files, suffix, versions, names.routes(), names.outward(), passed.proofs());
        boolean added = false;
        try {
            parsed.addTo(context);
            added = true;
            return loaded;
        } finally {
            if (!added) {
                remove(loaded);
            }
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
        forgetProducers(gone);
    }

    /** Camel leaves some in JMX, and each holds on to all routes of its version. */
    private void forgetProducers(Set<String> gone) {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        MBeanServer server = agent == null ? null : agent.getMBeanServer();
        if (server == null) {
            return;
        }
        for (ObjectName producer : server.queryNames(PRODUCERS, null)) {
            try {
                boolean ours = context.getManagementName().equals(server.getAttribute(producer, "CamelManagementName"));
                if (ours && gone.contains(String.valueOf(server.getAttribute(producer, "RouteId")))) {
                    agent.unregister(producer);
                }
            } catch (JMException e) {
                LOG.debug("{} is gone already: {}", producer, e.toString());
            }
        }
    }

    private static ObjectName producers() {
        try {
            return new ObjectName("org.apache.camel:type=producers,*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
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
