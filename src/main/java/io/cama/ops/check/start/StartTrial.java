package io.cama.ops.check.start;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Causes;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.ops.Purpose;
import io.cama.ops.check.route.RouteFile;
import io.cama.ops.check.route.UsedId;
import io.cama.ops.stock.StockMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;

/**
 * Makes the routes of jobs as {@code cama run} does, in a Camel of their own that takes nothing and calls nobody: the
 * components, kamelets, beans, placeholders and expressions that a route names must be there. In place of the program's
 * own beans stand empty ones.
 */
public final class StartTrial {
    private static final Pattern NO_KAMELET = Pattern.compile("not found: .*?([^/:,]+)\\.kamelet\\.yaml$");

    private final Settings settings;
    private final Path program;
    private final JobFolders folders;

    /** @param program folder holding {@code routes/}, if there is one */
    public StartTrial(Settings settings, Path program, JobFolders folders) {
        this.settings = settings;
        this.program = program;
        this.folders = folders;
    }

    /**
     * What Camel refuses of these jobs. The others' files are read too, since routes may name each other's parts.
     *
     * @param asked jobs to look at
     */
    public List<Finding> findings(Collection<Job> asked) throws Exception {
        Set<Path> files = new TreeSet<>();
        asked.forEach(job -> files.addAll(folders.routeFiles(job)));
        if (files.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Main main = new StockMain(settings, new Purpose(program, Set.of(), Purpose.Mode.BATCH, 0));
        try {
            main.configure().withAutoStartup(false);
            main.init();
            CamelContext context = main.getCamelContext();
            context.setSourceLocationEnabled(true);
            OwnBeans.bind(context);
            Map<RouteDefinition, Path> routes = read(context, files, findings);
            Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
            model.removeRouteDefinitions(List.copyOf(routes.keySet()));
            main.start();
            for (Map.Entry<RouteDefinition, Path> route : routes.entrySet()) {
                if (files.contains(route.getValue())) {
                    make(model, route.getKey(), route.getValue(), findings);
                }
            }
        } finally {
            main.stop();
        }
        return findings;
    }

    /** The routes of all jobs, which are not made yet. */
    private Map<RouteDefinition, Path> read(CamelContext context, Set<Path> asked, List<Finding> findings) {
        Set<Path> all = new TreeSet<>();
        folders.jobs().forEach(job -> all.addAll(folders.routeFiles(job)));
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Map<RouteDefinition, Path> routes = new LinkedHashMap<>();
        for (Path file : all) {
            try {
                for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context)
                        .findRoutesBuilders(
                                PluginHelper.getResourceLoader(context).resolveResource("file:" + file))) {
                    context.addRoutes(builder);
                    context.addTemplatedRoutes(builder);
                }
            } catch (Exception | LinkageError refused) {
                if (asked.contains(file)) {
                    findings.add(finding(file, 0, "", refused));
                }
            }
            model.getRouteDefinitions().forEach(route -> routes.putIfAbsent(route, file));
        }
        return routes;
    }

    private void make(Model model, RouteDefinition route, Path file, List<Finding> findings) throws IOException {
        try {
            model.addRouteDefinition(route);
        } catch (Exception | LinkageError refused) {
            if (!OwnBeans.lacks(refused)) {
                ProcessorDefinition<?> step = step(route, refused);
                boolean named = step != route && step.hasCustomIdAssigned();
                findings.add(finding(
                        file,
                        line(file, step),
                        "route " + route.getRouteId() + (named ? ", step " + step.getId() : "") + ": ",
                        refused));
            }
        }
    }

    /** The step that Camel names, or the route where it names none. */
    private static ProcessorDefinition<?> step(RouteDefinition route, Throwable refused) {
        String said = String.valueOf(refused.getMessage());
        for (ProcessorDefinition<?> step :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            if (said.contains(">>> " + step + " <<<")) {
                return step;
            }
        }
        return route;
    }

    /** That of its id, since Camel counts from the value that follows. */
    private int line(Path file, ProcessorDefinition<?> step) throws IOException {
        return RouteFile.read(file, shown(file)).ids().stream()
                .filter(used -> used.id().equals(step.getId()))
                .map(UsedId::line)
                .findFirst()
                .orElse(step.getLineNumber());
    }

    private Finding finding(Path file, int line, String where, Throwable refused) {
        String names = folders.jobs().stream()
                .filter(job -> Objects.equals(file.getParent(), job.folder()))
                .map(Job::name)
                .collect(Collectors.joining(", "));
        return Finding.error(
                shown(file),
                Math.max(line, 0),
                "Camel cannot start the job " + names + ": " + where + why(refused),
                "mend it, or move its folder away; cama run starts no job while one cannot be started");
    }

    private static String why(Throwable refused) {
        String why = Causes.describe(refused);
        Matcher kamelet = NO_KAMELET.matcher(why);
        return kamelet.find()
                ? "there is no kamelet \"" + kamelet.group(1) + "\""
                : Causes.find(refused, SimpleIllegalSyntaxException.class)
                        .map(simple -> why + " in " + simple.getExpression())
                        .orElse(why);
    }

    private String shown(Path path) {
        return path.startsWith(settings.home())
                ? settings.home().relativize(path).toString()
                : path.toString();
    }
}
