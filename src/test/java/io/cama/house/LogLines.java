package io.cama.house;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What a logger and those below it say, as warnings or errors, while this is open. */
public final class LogLines extends AbstractAppender implements AutoCloseable {
    private static final String OURS = "io.cama";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Level before = ours().getLevel();
    private final String logger;

    public LogLines(String logger) {
        super("lines", null, null, false, Property.EMPTY_ARRAY);
        this.logger = logger;
        start();
        Configurator.setLevel(OURS, Level.WARN); // first, or Log4j keeps the lines from other appenders for good
        ours().addAppender(this);
    }

    private static org.apache.logging.log4j.core.Logger ours() {
        return LoggerContext.getContext(false).getLogger(OURS);
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLoggerName().startsWith(logger)) {
            lines.add(event.getMessage().getFormattedMessage());
        }
    }

    public List<String> said() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        ours().removeAppender(this);
        Configurator.setLevel(OURS, before);
    }
}
