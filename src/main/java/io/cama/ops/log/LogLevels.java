package io.cama.ops.log;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;

/** How much the loggers of this process say, to be changed while it runs. Safe for use by many threads. */
public final class LogLevels {
    /** The logger that all others are below. */
    public static final String ROOT = "root";

    /** The level of each logger that was given one, in lower case; the others have that of the one above. */
    public Map<String, String> all() {
        Map<String, String> levels = new TreeMap<>();
        configuration().getLoggers().forEach((name, logger) -> {
            if (logger.getExplicitLevel() != null) {
                levels.put(name.isEmpty() ? ROOT : name, word(logger.getLevel()));
            }
        });
        return levels;
    }

    /** The level that holds for a logger, in lower case. */
    public String of(String logger) {
        return word(configuration().getLoggerConfig(name(logger)).getLevel());
    }

    /**
     * Sets the level of a logger and of those below that have none of their own, until the process ends.
     *
     * @param logger such as {@code io.cama} or {@code root}
     * @param level trace, debug, info, warn, error or off; null for what the logger above has
     * @throws IllegalArgumentException if there is no such level, or the root is to have none
     */
    public void set(String logger, @Nullable String level) {
        String name = name(logger);
        if (level != null) {
            Configurator.setLevel(name, level(level));
        } else if (name.isEmpty()) {
            throw new IllegalArgumentException("there is no logger above root; say which level it is to have");
        } else {
            LoggerContext context = context();
            context.getConfiguration().removeLogger(name);
            context.updateLoggers();
        }
    }

    private static Level level(String word) {
        Level level = Level.getLevel(word.strip().toUpperCase(Locale.ROOT));
        if (level == null || level.equals(Level.ALL) || level.equals(Level.FATAL)) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is no level; there are trace, debug, info, warn, error and off");
        }
        return level;
    }

    private static String name(String logger) {
        return logger.equals(ROOT) ? "" : logger;
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static LoggerContext context() {
        return LoggerContext.getContext(false);
    }

    private static Configuration configuration() {
        return context().getConfiguration();
    }
}
