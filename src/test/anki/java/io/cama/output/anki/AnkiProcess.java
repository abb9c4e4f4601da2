package io.cama.output.anki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import javax.tools.ToolProvider;

/** Runs Anki's own backend in a process of its own. */
final class AnkiProcess {
    private static final Path BACKEND = Path.of("target/anki");
    private static final String DESK = "src/test/anki/desk/AnkiDesk.java";

    private final Path folder;

    /** Works in an empty folder. */
    AnkiProcess(Path folder) {
        this.folder = folder;
    }

    /** What Anki says to each package, imported in this order into one new collection. */
    List<JsonNode> importAll(List<Path> packages) throws IOException, InterruptedException {
        Path classes = unpack("backend.aar", "classes.jar");
        Path library = unpack("library.jar", System.mapLibraryName("rsdroid"));
        Path report = folder.resolve("report.jsonl");
        String classPath = String.join(
                File.pathSeparator,
                classes.toString(),
                BACKEND.resolve("protobuf.jar").toString(),
                BACKEND.resolve("kotlin.jar").toString());
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), DESK);
        assertThat(compiled).isZero();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + classPath,
                "AnkiDesk",
                library.toString(),
                Files.createDirectory(folder.resolve("collection")).toString(),
                report.toString()));
        packages.forEach(apkg -> command.add(apkg.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("desk.log").toFile())
                .start();
        process.waitFor();
        assertThat(report)
                .as(() -> "what Anki said, with: " + log())
                .exists();
        List<JsonNode> reports = new ArrayList<>();
        for (String line : Files.readAllLines(report)) {
            reports.add(new ObjectMapper().readTree(line));
        }
        assertThat(reports).as(reports.toString()).hasSameSizeAs(packages).noneMatch(node -> node.has("failed"));
        return reports;
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("desk.log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private Path unpack(String archive, String entry) throws IOException {
        Path target = folder.resolve(entry);
        try (ZipFile zip = new ZipFile(BACKEND.resolve(archive).toFile());
                InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
