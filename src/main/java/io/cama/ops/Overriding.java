package io.cama.ops;

import io.cama.ops.check.route.Overrides;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.spi.Resource;

/**
 * Leaves out those of the program's routes and route templates that a file of the user's own takes the place of: Camel
 * refuses to start with two of one id.
 */
final class Overriding implements RouteBuilderLifecycleStrategy {
    private final Set<String> ids;
    private final Set<String> files;

    Overriding(Overrides overrides) {
        this.ids = overrides.ids();
        this.files = overrides.files().stream()
                .map(Path::getFileName)
                .map(name -> overrides.folder().resolve(name))
                .map(file -> "file:" + file)
                .collect(Collectors.toSet());
    }

    @Override
    public void afterConfigure(RouteBuilder builder) {
        Resource source = builder.getResource();
        if (source == null || !files.contains(source.getLocation())) {
            builder.getRouteCollection().getRoutes().removeIf(route -> ids.contains(route.getId()));
            builder.getRouteTemplateCollection()
                    .getRouteTemplates()
                    .removeIf(template -> ids.contains(template.getId()));
        }
    }
}
