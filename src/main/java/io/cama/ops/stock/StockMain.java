package io.cama.ops.stock;

import io.cama.config.Settings;
import io.cama.ops.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.cli.connector.DefaultCliConnectorFactory;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * A Camel Main that Camel's own command line sees where that was asked for. Camel would otherwise open itself to it
 * wherever the connector is on the class path, in commands of a second as well.
 */
public final class StockMain extends Main {
    /** Milliseconds after which a thread that waits for work sees that all is to stop; Camel's own second is long. */
    private static final String SOON = "50";

    /** One for a purpose; only {@code cama run} is ever seen. */
    public StockMain(Settings settings, Purpose purpose) {
        boolean open =
                purpose.watches() && settings.text("cama.feature.camel-cli").equals("on");
        DefaultCliConnectorFactory factory = new DefaultCliConnectorFactory();
        factory.setEnabled(open);
        factory.setRuntime("Cama");
        factory.setRuntimeStartClass("io.cama.cli.Cama");
        bind("cliConnectorFactory", factory);
        if (open) {
            configure().setDevConsoleEnabled(true);
        }
        configure().withBasePackageScanEnabled(false);
        configure().withAutoConfigurationLogSummary(false);
        configure().setStartupSummaryLevel(StartupSummaryLevel.Oneline);
        configure().health().setEnabled(purpose.watches());
        setDefaultPropertyPlaceholderLocation("false");
        manage(purpose);
        settings.all().forEach(this::addInitialProperty);
        addInitialProperty("this.home", settings.home().toString());
        addInitialProperty("camel.component.seda.default-poll-timeout", SOON);
        addInitialProperty("this.watch", String.valueOf(purpose.watches()));
        addInitialProperty("camel.component.kamelet.location", kamelets(purpose.program()));
    }

    /** Routes are measured and steps are not, so that a call costs no more; only a service is there to be looked at. */
    private void manage(Purpose purpose) {
        addInitialProperty("camel.main.jmxEnabled", String.valueOf(purpose.watches()));
        addInitialProperty("camel.main.jmxManagementMBeansLevel", "RoutesOnly");
        addInitialProperty("camel.main.jmxManagementStatisticsLevel", "RoutesOnly");
    }

    private static String kamelets(@Nullable Path program) {
        String jar = "classpath:kamelets";
        return program != null && Files.isDirectory(program.resolve("routes/kamelets"))
                ? "file:" + program.resolve("routes/kamelets") + "," + jar
                : jar;
    }
}
