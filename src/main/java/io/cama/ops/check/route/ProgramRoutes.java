package io.cama.ops.check.route;

import java.io.IOException;
import java.io.Reader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;

/** The routes that are started with every job: those in the program's folder, else those in the jar. */
public final class ProgramRoutes {
    private static final String PACKAGED = "cama/routes";

    private ProgramRoutes() {}

    /** All ids in them. */
    public static List<UsedId> ids(Path program) throws IOException {
        return each(program, (file, shown) -> RouteFile.read(file, shown).ids());
    }

    /** The ids of routes and route templates, which a user's own may take the place of. */
    static List<String> replaceable(Path program) throws IOException {
        return each(program, (file, shown) -> names(file));
    }

    private static List<String> names(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            return Nodes.entries(root).stream()
                    .flatMap(
                            entry -> Nodes.child(entry, "route").or(() -> Nodes.child(entry, "routeTemplate")).stream())
                    .flatMap(route -> Nodes.child(route, "id").map(Nodes::text).stream())
                    .toList();
        }
    }

    /** Reads something from a route file. */
    @FunctionalInterface
    private interface Reading<T> {
        List<T> of(Path file, String shown) throws IOException;
    }

    private static <T> List<T> each(Path program, Reading<T> reading) throws IOException {
        Path folder = program.resolve("routes");
        if (Files.isDirectory(folder)) {
            return each(folder, "routes", reading);
        }
        URL packaged = ProgramRoutes.class.getClassLoader().getResource(PACKAGED);
        if (packaged == null) {
            return List.of();
        }
        try {
            if (packaged.openConnection() instanceof JarURLConnection jar) {
                try (FileSystem files =
                        FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return each(files.getPath(PACKAGED), PACKAGED, reading);
                }
            }
            URI uri = packaged.toURI();
            return uri.getScheme().equals("file") ? each(Path.of(uri), PACKAGED, reading) : List.of();
        } catch (URISyntaxException elsewhere) {
            return List.of();
        }
    }

    private static <T> List<T> each(Path folder, String shown, Reading<T> reading) throws IOException {
        List<T> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".camel.yaml")) {
                    all.addAll(reading.of(file, shown + "/" + file.getFileName()));
                }
            }
        }
        return all;
    }
}
