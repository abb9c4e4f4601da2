package io.cama.cli.work;

import io.cama.cli.shell.Globals;
import java.util.List;

/**
 * How much is logged on standard error. The logging configuration reads these properties when the first
 * logger is made, so this comes before anything that logs.
 */
public final class Logging {
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");

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
    }
}
