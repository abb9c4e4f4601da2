package io.cama.config.version;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The files of a job as they once were.
 *
 * @param hash of the job, 64 hex digits
 * @param used when a run last used them
 * @param files SHA-256 of each, by its name below the job's folder
 */
public record Version(String hash, Instant used, Map<String, String> files) {
    /** What people call it. */
    public String shortHash() {
        return hash.substring(0, Math.min(12, hash.length()));
    }

    /** Names of the files that differ from another version's, sorted; those that only one of them has included. */
    public List<String> changed(Version other) {
        TreeSet<String> names = new TreeSet<>(files.keySet());
        names.addAll(other.files.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(files.get(name), other.files.get(name)))
                .toList();
    }
}
