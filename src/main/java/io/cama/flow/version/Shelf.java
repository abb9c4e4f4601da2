package io.cama.flow.version;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The versions of the jobs that are reloaded while the program runs: which one is given to the next run, and which runs
 * hold on to which. A version that somebody holds stays loaded. Safe for use by many threads.
 */
public final class Shelf {
    private final Map<String, JobVersion> current = new TreeMap<>();
    private final Set<String> kept = new HashSet<>();
    private final Map<String, JobVersion> held = new HashMap<>();

    /** From now on this is the version for new runs of its job. */
    public synchronized void put(JobVersion version) {
        kept.add(version.job().name());
        current.put(version.job().name(), version);
    }

    /** From now on the job takes no more runs; those that hold a version of it go on. */
    public synchronized void remove(String job) {
        current.remove(job);
    }

    /** Whether the job is or was here, so that what Camel's routes say of it does not count. */
    public synchronized boolean keeps(String job) {
        return kept.contains(job);
    }

    /** The version for new runs of a job, if it is here. */
    public synchronized Optional<JobVersion> current(String job) {
        return Optional.ofNullable(current.get(job));
    }

    /** The versions for new runs, by job. */
    public synchronized Map<String, JobVersion> current() {
        return new TreeMap<>(current);
    }

    /** Makes the holder, a run's id or who is about to make a run, hold the present version of a job, if it is here. */
    public synchronized Optional<JobVersion> hold(String holder, String job) {
        JobVersion version = current.get(job);
        if (version != null) {
            held.put(holder, version);
        }
        return Optional.ofNullable(version);
    }

    /** Makes the holder hold that version. */
    public synchronized void hold(String holder, JobVersion version) {
        if (kept.contains(version.job().name())) {
            held.put(holder, version);
        }
    }

    /** The version that the holder holds. */
    public synchronized Optional<JobVersion> held(String holder) {
        return Optional.ofNullable(held.get(holder));
    }

    /** The holder needs its version no more. */
    public synchronized void release(String holder) {
        held.remove(holder);
    }

    /** How many hold a version. */
    public synchronized int holders() {
        return held.size();
    }

    /** Whether somebody holds the version, or may yet be given it. */
    public synchronized boolean isWanted(JobVersion version) {
        return version.equals(current.get(version.job().name())) || held.containsValue(version);
    }

    /** Takes their versions from all holders that are over. */
    public void releaseAll(Predicate<String> isOver) {
        Set<String> holders;
        synchronized (this) {
            holders = Set.copyOf(held.keySet());
        }
        holders.stream().filter(isOver).forEach(this::release);
    }
}
