package io.cama.cli.check.route;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The routes that are started with every job: those in the program's folder, else those in the jar. */
public final class ProgramRoutes {
    private static final String PACKAGED = "cama/routes";

    private ProgramRoutes() {}

    /** All ids in them. */
    public static List<UsedId> ids(Path program) throws IOException {
        Path folder = program.resolve("routes");
        if (Files.isDirectory(folder)) {
            return ids(folder, "routes");
        }
        URL packaged = ProgramRoutes.class.getClassLoader().getResource(PACKAGED);
        if (packaged == null) {
            return List.of();
        }
        try {
            if (packaged.openConnection() instanceof JarURLConnection jar) {
                try (FileSystem files =
                        FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return ids(files.getPath(PACKAGED), PACKAGED);
                }
            }
            URI uri = packaged.toURI();
            return uri.getScheme().equals("file") ? ids(Path.of(uri), PACKAGED) : List.of();
        } catch (URISyntaxException elsewhere) {
            return List.of();
        }
    }

    private static List<UsedId> ids(Path folder, String shown) throws IOException {
        List<UsedId> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".camel.yaml")) {
                    ids.addAll(RouteFile.read(file, shown + "/" + file.getFileName())
                            .ids());
                }
            }
        }
        return ids;
    }
}
