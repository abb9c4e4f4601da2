package io.cama.ops;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** Sets up Camel Main: which routes, which properties, how it ends. */
final class CamelMain {
    /** Milliseconds after which a thread that waits for work sees that all is to stop; Camel's own second is long. */
    private static final String SOON = "50";

    private CamelMain() {}

    /** A Camel Main with the program's routes and those of the wanted jobs, initialised and not started. */
    static Main of(Settings settings, JobFolders folders, Purpose purpose) throws Exception {
        Main main = new Main();
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern(String.join(",", patterns(folders, purpose)));
        // One more: who drains has counted by then what is to be cut off.
        main.configure()
                .withShutdownTimeout(
                        (int) settings.duration("cama.shutdown.timeout").toSeconds() + 1);
        main.configure().withAutoConfigurationLogSummary(false);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Oneline);
        main.setDefaultPropertyPlaceholderLocation("false");
        settings.all().forEach(main::addInitialProperty);
        main.addInitialProperty("this.home", settings.home().toString());
        main.addInitialProperty("camel.component.seda.default-poll-timeout", SOON);
        main.addInitialProperty("this.watch", String.valueOf(purpose.watches()));
        main.addInitialProperty("camel.component.kamelet.location", kamelets(purpose.program()));
        main.init();
        return main;
    }

    private static List<String> patterns(JobFolders folders, Purpose purpose) {
        Path program = purpose.program();
        List<String> patterns = new ArrayList<>();
        patterns.add(
                program != null && Files.isDirectory(program.resolve("routes"))
                        ? "file:" + program.resolve("routes") + "/*.camel.yaml"
                        : "classpath:cama/routes/*.camel.yaml");
        Set<String> wanted = new HashSet<>(purpose.jobs());
        folders.jobs().stream()
                .filter(job -> wanted.isEmpty() || wanted.contains(job.name()))
                .flatMap(job -> folders.routeFiles(job).stream())
                .forEach(file -> patterns.add("file:" + file));
        return patterns;
    }

    private static String kamelets(@Nullable Path program) {
        String jar = "classpath:kamelets";
        return program != null && Files.isDirectory(program.resolve("routes/kamelets"))
                ? "file:" + program.resolve("routes/kamelets") + "," + jar
                : jar;
    }
}
