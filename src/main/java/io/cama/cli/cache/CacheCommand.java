package io.cama.cli.cache;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama cache}: without a further word, the same as {@code cama cache stats}. */
@Command(
        name = "cache",
        description = "The replies that were bought and are never bought again: count, carry and remove them.")
public final class CacheCommand implements Callable<Integer> {
    private final CacheStatsCommand stats;

    public CacheCommand(CacheStatsCommand stats) {
        this.stats = stats;
    }

    @Override
    public Integer call() {
        return stats.call();
    }
}
