package io.cama.cli.work;

import io.cama.cli.shell.Globals;
import io.cama.config.Settings;
import java.util.List;

/**
 * How much is logged on standard error. The logging configuration reads these properties when the first
 * logger is made, so this comes before anything that logs.
 */
public final class Logging {
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");

    private static final String CONFIGURATION = "log4j2.configurationFile";
    private static final String TEXT = "classpath:log4j2.properties";
    private static final String JSON = "classpath:log4j2-json.properties";

    private Logging() {}

    /**
     * Sets the levels for this process.
     *
     * @param usual the level without {@code -v} and {@code -q}
     */
    public static void start(Globals globals, String usual) {
        int level = globals.quiet() ? 0 : LEVELS.indexOf(usual) + globals.verbosity();
        System.setProperty("cama.log.level", LEVELS.get(Math.min(level, LEVELS.size() - 1)));
        System.setProperty("cama.log.camel", LEVELS.get(Math.min(globals.verbosity(), LEVELS.size() - 2)));
        System.setProperty("cama.log.trace", globals.verbosity() > 0 ? "full" : "none");
        System.setProperty("cama.log.before", globals.shell().errIsTerminal() ? "\r\u001b[K" : "");
        if (globals.logsJson()) {
            System.setProperty(CONFIGURATION, JSON);
        }
    }

    /**
     * The same for a service, which logs to the file of {@code cama.log.file} as well.
     *
     * @param usual the level without {@code -v} and {@code -q}
     */
    public static void start(Globals globals, String usual, Settings settings) {
        start(globals, usual);
        String file = settings.text("cama.log.file");
        if (!file.isEmpty()) {
            System.setProperty("cama.log.file", settings.home().resolve(file).toString());
            System.setProperty("cama.log.file-max", settings.bytes("cama.log.file-max") + "B");
            System.setProperty("cama.log.files", settings.text("cama.log.files"));
            System.setProperty("cama.log.service", settings.text("cama.otel.service"));
            System.setProperty(CONFIGURATION, (globals.logsJson() ? JSON : TEXT) + ",classpath:log4j2-file.properties");
        }
    }
}
