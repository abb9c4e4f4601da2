package io.cama.ops.control.live;

import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.NotDone.Why;
import io.cama.ops.log.LogLevels;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much is logged. Fine levels are for our own loggers and Camel's: an HTTP client would log keys with its headers. */
final class LogHand {
    private static final List<String> FINE = List.of("debug", "trace");
    private static final List<String> MAY_BE_FINE = List.of("io.cama", "org.apache.camel");

    private final LogLevels levels = new LogLevels();

    Done set(String logger, @Nullable String level) {
        String name = logger.strip();
        if (!name.matches("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*")) {
            throw new NotDone(Why.INVALID, "\"" + name + "\" is no logger; name a package such as io.cama, or root");
        }
        if (level != null && FINE.contains(level.strip().toLowerCase(Locale.ROOT))) {
            requireNoKeys(name);
        }
        String before = levels.of(name);
        try {
            levels.set(name, level);
        } catch (IllegalArgumentException wrong) {
            throw new NotDone(Why.INVALID, String.valueOf(wrong.getMessage()), wrong);
        }
        String after = levels.of(name);
        return new Done(
                Action.LOG_LEVEL,
                name,
                before,
                after,
                !before.equals(after),
                name + " logs at " + after + " until this process ends");
    }

    private static void requireNoKeys(String logger) {
        if (MAY_BE_FINE.stream().noneMatch(name -> logger.equals(name) || logger.startsWith(name + "."))) {
            throw new NotDone(
                    Why.INVALID,
                    logger + " may be off, error, warn or info: debug and trace, which could show keys, are for "
                            + String.join(" and ", MAY_BE_FINE));
        }
    }
}
