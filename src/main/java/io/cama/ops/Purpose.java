package io.cama.ops;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the application is for.
 *
 * @param program folder holding {@code routes/}, or null to take the routes from the jar
 * @param jobs names of the jobs to load, empty for all
 * @param concurrency items of a run worked on at once, in place of what its job says; 0 to leave it to the job
 */
public record Purpose(@Nullable Path program, Set<String> jobs, Mode mode, int concurrency) {
    /** What it does with its home folder. */
    public enum Mode {
        /** Works on what it is given. */
        BATCH,
        /** Watches the inbox, and goes on with the runs of earlier processes. */
        WATCH,
        /** Measures what it is given: a meter stands in for every model, and nothing is kept but the figures. */
        METER
    }

    public boolean watches() {
        return mode == Mode.WATCH;
    }

    public boolean metered() {
        return mode == Mode.METER;
    }
}
