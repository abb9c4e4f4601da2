package io.cama.cli.look;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code cama version} and {@code cama --version}. */
@Command(name = "version", description = "Show the version of Cama, Camel and Java.")
public final class VersionCommand implements Callable<Integer>, IVersionProvider {
    private final Globals globals;

    public VersionCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        globals.print(globals.json() ? JsonText.of(versions()) : getVersion()[0]);
        return Exit.OK;
    }

    @Override
    public String[] getVersion() throws IOException {
        Map<String, String> versions = versions();
        return new String[] {
            "cama %s (Camel %s, Java %s)".formatted(versions.get("cama"), versions.get("camel"), versions.get("java"))
        };
    }

    private static Map<String, String> versions() throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        String own = VersionCommand.class.getPackage().getImplementationVersion();
        versions.put("cama", own == null ? "development" : own);
        versions.put("camel", camel());
        versions.put("java", String.valueOf(System.getProperty("java.version")));
        return versions;
    }

    private static String camel() throws IOException {
        try (InputStream in =
                VersionCommand.class.getResourceAsStream("/META-INF/maven/org.apache.camel/camel-api/pom.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        }
    }
}
