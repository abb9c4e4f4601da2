package io.cama.ops.stock;

import io.cama.config.Settings;
import io.cama.ops.Purpose;
import org.apache.camel.cli.connector.DefaultCliConnectorFactory;
import org.apache.camel.main.Main;

/**
 * A Camel Main that Camel's own command line sees where that was asked for. Camel would otherwise open itself to it
 * wherever the connector is on the class path, in commands of a second as well.
 */
public final class StockMain extends Main {
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
    }
}
