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
        Main main = new StockMain(settings, purpose);
        Path program = purpose.program() == null ? settings.home() : purpose.program();
        Overrides overrides = Overrides.read(settings, program, Program.BEANS);
        overrides.findings().stream().findFirst().ifPresent(wrong -> {
            throw new ConfigException(wrong);
        });
        if (!overrides.files().isEmpty()) {
            main.bind("overrides", new Overriding(overrides));
        }
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern(String.join(",", patterns(settings, folders, purpose, overrides)));
        // One more: who drains has counted by then what is to be cut off.
        main.configure()
                .withShutdownTimeout(
                        (int) settings.duration("cama.shutdown.timeout").toSeconds() + 1);
        main.configure().withAutoConfigurationLogSummary(false);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Oneline);
        main.configure().health().setEnabled(purpose.watches());
        main.setDefaultPropertyPlaceholderLocation("false");
        manage(main, purpose);
        settings.all().forEach(main::addInitialProperty);
        main.addInitialProperty("this.home", settings.home().toString());
        main.addInitialProperty("camel.component.seda.default-poll-timeout", SOON);
        main.addInitialProperty("this.watch", String.valueOf(purpose.watches()));
        main.addInitialProperty("camel.component.kamelet.location", kamelets(purpose.program()));
        main.init();
        return main;
    }

    /** Routes are measured and steps are not, so that a call costs no more; only a service is there to be looked at. */
    private static void manage(Main main, Purpose purpose) {
        main.addInitialProperty("camel.main.jmxEnabled", String.valueOf(purpose.watches()));
        main.addInitialProperty("camel.main.jmxManagementMBeansLevel", "RoutesOnly");
        main.addInitialProperty("camel.main.jmxManagementStatisticsLevel", "RoutesOnly");
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

    private static String kamelets(@Nullable Path program) {
        String jar = "classpath:kamelets";
        return program != null && Files.isDirectory(program.resolve("routes/kamelets"))
                ? "file:" + program.resolve("routes/kamelets") + "," + jar
                : jar;
    }
}
