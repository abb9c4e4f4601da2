package io.cama.ops.reload.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that take from outside the program, such as a timer: of all versions of a job only one has them run. */
final class Outward {
    private static final Logger LOG = LoggerFactory.getLogger(Outward.class);
    private static final long GRACE_SECONDS = 5;

    private final CamelContext context;

    Outward(CamelContext context) {
        this.context = context;
    }

    /**
     * Stops those of one version, whose work ends first, for some seconds, and starts those of the next. If one of these
     * cannot be started all is as it was.
     */
    void pass(@Nullable Loaded before, Loaded after) throws Exception {
        List<String> stopped = before == null ? List.of() : stopAll(before);
        boolean passed = false;
        try {
            for (String id : after.outward()) {
                context.getRouteController().startRoute(id);
            }
            passed = true;
        } finally {
            if (!passed) {
                after.outward().forEach(this::stop);
                stopped.forEach(this::startAgain);
            }
        }
    }

    /** Stops those of a version, and says which of them were at work. */
    List<String> stopAll(Loaded loaded) {
        List<String> atWork = new ArrayList<>();
        for (String id : loaded.outward()) {
            if (context.getRouteController().getRouteStatus(id) == ServiceStatus.Started) {
                atWork.add(id);
            }
            stop(id);
        }
        return atWork;
    }

    private void startAgain(String id) {
        try {
            context.getRouteController().startRoute(id);
        } catch (Exception e) {
            LOG.error("The route {} was stopped for a change that was refused, and cannot be started again", id, e);
        }
    }

    /** Stops a route, if it is there; what is under way in it ends first, for some seconds. */
    void stop(String id) {
        try {
            if (context.getRoute(id) != null) {
                context.getRouteController().stopRoute(id, GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            LOG.warn("The route {} cannot be stopped: {}", id, e.toString());
        }
    }
}
