package io.cama.flow.standing;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What holds until somebody says otherwise, over restarts too.
 *
 * @param maintenance why no files are taken, or null while they are
 * @param jobs the jobs that are paused, by name
 */
public record StandingOrders(@Nullable Said maintenance, Map<String, Said> jobs) {
    public static final StandingOrders NONE = new StandingOrders(null, Map.of());

    public StandingOrders {
        Said.present(jobs, "jobs").forEach((name, said) -> Said.present(said, "jobs." + name));
        jobs = Map.copyOf(jobs);
    }

    /** With files taken, or not. */
    public StandingOrders maintained(@Nullable Said said) {
        return new StandingOrders(said, jobs);
    }

    /** With a job paused. */
    public StandingOrders paused(String job, Said said) {
        Map<String, Said> more = new TreeMap<>(jobs);
        more.put(job, said);
        return new StandingOrders(maintenance, more);
    }

    /** With a job at work. */
    public StandingOrders resumed(String job) {
        Map<String, Said> fewer = new TreeMap<>(jobs);
        fewer.remove(job);
        return new StandingOrders(maintenance, fewer);
    }
}
