package io.cama.flow.version;

import io.cama.config.JobHash;
import io.cama.model.Job;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is or was.
 *
 * @param job its files lie in its folder
 * @param frozen the hash of these files, where they never change; null where the folder is the user's own
 * @param suffix tells its routes and addresses from those of the job's other versions; may be empty
 */
public record JobVersion(Job job, @Nullable String frozen, String suffix) {
    /** A job whose files may change at any moment. */
    public static JobVersion live(Job job) {
        return new JobVersion(job, null, "");
    }

    /**
     * The hash of its files, 64 hex digits; empty for a job without a folder.
     *
     * @throws IOException if they cannot be read
     */
    public String hash() throws IOException {
        Path folder = job.folder();
        if (folder == null) {
            return "";
        }
        return frozen == null ? JobHash.of(folder) : frozen;
    }

    /** The name of its split's route and, behind {@code direct:}, of its address. */
    public String split() {
        return "items-" + job.name() + suffix;
    }
}
