package io.cama.ops.embed;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.intake.Intake;
import io.cama.flow.intake.Submission;
import io.cama.model.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program's routes and those of the jobs in folders, as guests in a context. */
public final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /** The names of the program's beans. */
    public static final Set<String> BEANS = Set.of(
            "ask",
            "call",
            "deploy",
            "door",
            "escalation",
            "events",
            "ground",
            "heapGuard",
            "happenings",
            "inboxFilter",
            "intake",
            "item",
            "itemSeen",
            "letter",
            "publish",
            "replyMemory",
            "retry",
            "review",
            "rows",
            "runOrders",
            "runs",
            "standing",
            "stranded",
            "switchboard");

    private static final String ROUTES = "classpath:cama/routes/*.camel.yaml";

    private final CamelContext context;
    private final Set<String> routes = new HashSet<>();

    /** @throws IllegalStateException if a bean of one of our names is there */
    Program(CamelContext context) {
        this.context = context;
        BEANS.stream()
                .filter(name -> context.getRegistry().lookupByName(name) != null)
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException("the bean \"" + name
                            + "\" is there already, and Cama's routes need one of that name; rename yours, or embed Cama"
                            + " only once");
                });
    }

    /** Fills the placeholders of our routes. */
    void properties(Settings settings) {
        Map<String, String> values = settings.all();
        values.put("this.home", settings.home().toString());
        values.put("this.watch", "true");
        context.getPropertiesComponent().addPropertiesSource(new OurProperties(values));
    }

    /** Loads them. They bring an error handler for the whole context, which here is for them alone. */
    void load(JobFolders folders) throws Exception {
        Model model = model();
        Set<RouteDefinition> theirs = new HashSet<>(model.getRouteDefinitions());
        Set<RouteTemplateDefinition> theirTemplates = new HashSet<>(model.getRouteTemplateDefinitions());
        ExtendedCamelContext extension = context.getCamelContextExtension();
        ErrorHandlerFactory own = extension.getErrorHandlerFactory();
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        loader.loadRoutes(packaged());
        loader.loadRoutes(jobs(folders));
        ErrorHandlerFactory bury = extension.getErrorHandlerFactory();
        extension.setErrorHandlerFactory(own);
        for (RouteDefinition route : model.getRouteDefinitions()) {
            if (!theirs.contains(route)) {
                route.setErrorHandlerFactoryIfNull(bury);
                routes.add(route.getRouteId());
            }
        }
        for (RouteTemplateDefinition template : model.getRouteTemplateDefinitions()) {
            if (!theirTemplates.contains(template)) {
                template.getRoute().setErrorHandlerFactoryIfNull(bury);
            }
        }
    }

    private List<Resource> packaged() throws Exception {
        List<Resource> found = new ArrayList<>(
                PluginHelper.getPackageScanResourceResolver(context).findResources(ROUTES));
        if (found.isEmpty()) {
            throw new IllegalStateException("Cama's routes are not on the class path: " + ROUTES);
        }
        return found;
    }

    private List<Resource> jobs(JobFolders folders) {
        return folders.jobs().stream()
                .flatMap(job -> folders.routeFiles(job).stream())
                .map(this::resource)
                .toList();
    }

    private Resource resource(Path file) {
        return PluginHelper.getResourceLoader(context).resolveResource("file:" + file);
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** The run, or empty where a file of the inbox was rejected. */
    Optional<Run> accept(Submission submission) {
        return Optional.ofNullable(context.createFluentProducerTemplate()
                .to("direct:run-accept")
                .withBody(submission)
                .request(Run.class));
    }

    /** Makes runs of files that an earlier process had claimed. */
    void takeUp(Intake intake, List<Path> orphans) {
        for (Path orphan : orphans) {
            try {
                accept(intake.submission(orphan));
            } catch (RuntimeException e) {
                LOG.error("{} cannot be taken up and stays where it is: {}", orphan, e.getMessage());
            }
        }
    }

    /** Stops our routes, each within the time. */
    void stop(Duration most) {
        for (String id : routes) {
            try {
                context.getRouteController().stopRoute(id, most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("the route " + id + " cannot be stopped", e);
            }
        }
    }
}
