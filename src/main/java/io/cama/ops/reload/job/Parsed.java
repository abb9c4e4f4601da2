package io.cama.ops.reload.job;

import io.cama.ops.reload.name.RouteText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** What Camel makes of the route files of a job's version, before any of it is started. */
record Parsed(Collection<RoutesBuilder> builders, List<RouteDefinition> routes) {
    /** All that is in the files, for a program that is about to start. */
    static Parsed whole(List<Path> files, CamelContext context) throws Exception {
        return of(
                files.stream()
                        .map(file -> PluginHelper.getResourceLoader(context).resolveResource("file:" + file))
                        .toList(),
                context);
    }

    /** All but what Camel keeps until it ends, which has been there since the start. */
    static Parsed ofVersion(List<Path> files, CamelContext context) throws Exception {
        List<Resource> resources = new ArrayList<>();
        for (Path file : files) {
            String own = RouteText.read(file).own();
            if (!own.isBlank()) {
                resources.add(ResourceHelper.fromString("file:" + file, own));
            }
        }
        return of(resources, context);
    }

    /** An error handler in a file is Camel's for all routes, jobs and program alike; here it is for those of the files. */
    private static Parsed of(List<Resource> files, CamelContext context) throws Exception {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        ErrorHandlerFactory everybodys = extension.getErrorHandlerFactory();
        try {
            Collection<RoutesBuilder> builders =
                    PluginHelper.getRoutesLoader(context).findRoutesBuilders(files);
            List<RouteDefinition> routes = new ArrayList<>();
            List<RouteDefinition> all = new ArrayList<>();
            for (RoutesBuilder builder : builders) {
                if (builder instanceof RouteBuilder yaml) {
                    routes.addAll(yaml.configureRoutes(context).getRoutes());
                    yaml.getRouteTemplateCollection().getRouteTemplates().forEach(made -> all.add(made.getRoute()));
                }
            }
            all.addAll(routes);
            ErrorHandlerFactory own = extension.getErrorHandlerFactory();
            if (own != everybodys) {
                all.stream()
                        .filter(route -> route.getErrorHandler() == null)
                        .forEach(route -> route.setErrorHandlerFactory(own));
            }
            return new Parsed(builders, routes);
        } finally {
            extension.setErrorHandlerFactory(everybodys);
        }
    }

    /** Puts all of it into the context. */
    void addTo(CamelContext context) throws Exception {
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

    /** The entries of the files that Camel keeps until it ends. */
    static List<Object> kept(List<Path> files) throws IOException {
        List<Object> kept = new ArrayList<>();
        for (Path file : files) {
            kept.addAll(RouteText.read(file).kept());
        }
        return kept;
    }

    /** What the files say, see {@link RouteText#values}. */
    static List<String> values(List<Path> files) throws IOException {
        List<String> values = new ArrayList<>();
        for (Path file : files) {
            values.add(RouteText.read(file).values());
        }
        return values;
    }
}
