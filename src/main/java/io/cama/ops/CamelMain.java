package io.cama.ops;

import io.cama.config.ConfigException;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.ops.check.route.Overrides;
import io.cama.ops.embed.Program;
import io.cama.ops.reload.Reloader;
import io.cama.ops.stock.StockMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.main.Main;

/** Sets up Camel Main: which routes, which properties, how it ends. */
final class CamelMain {
    private CamelMain() {}

    /** A Camel Main with the program's routes and those of the wanted jobs, initialised and not started. */
    static Main of(Settings settings, JobFolders folders, Purpose purpose) throws Exception {
        Main main = new StockMain(settings, purpose);
        Path program = purpose.program() == null ? settings.home() : purpose.program();
        Overrides overrides = Overrides.read(settings, program, Program.BEANS);
        overrides.findings().stream().findFirst().ifPresent(wrong -> {
            throw new ConfigException(wrong);
        });
        if (!overrides.files().isEmpty()) {
            main.bind("overrides", new Overriding(overrides));
        }
        main.configure().withRoutesIncludePattern(String.join(",", patterns(settings, folders, purpose, overrides)));
        // One more: who drains has counted by then what is to be cut off.
        main.configure()
                .withShutdownTimeout(
                        (int) settings.duration("cama.shutdown.timeout").toSeconds() + 1);
        main.init();
        return main;
    }

    private static List<String> patterns(Settings settings, JobFolders folders, Purpose purpose, Overrides overrides) {
        Path program = purpose.program();
        List<String> patterns = new ArrayList<>();
        patterns.add(
                program != null && Files.isDirectory(program.resolve("routes"))
                        ? "file:" + program.resolve("routes") + "/*.camel.yaml"
                        : "classpath:cama/routes/*.camel.yaml");
        overrides.files().forEach(file -> patterns.add("file:" + file));
        if (Reloader.isOn(settings, purpose)) {
            return patterns;
        }
        Set<String> wanted = new HashSet<>(purpose.jobs());
        folders.jobs().stream()
                .filter(job -> wanted.isEmpty() || wanted.contains(job.name()))
                .flatMap(job -> folders.routeFiles(job).stream())
                .forEach(file -> patterns.add("file:" + file));
        return patterns;
    }
}
