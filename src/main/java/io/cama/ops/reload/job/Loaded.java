package io.cama.ops.reload.job;

import io.cama.flow.version.JobVersion;
import io.cama.ops.check.JobProof;
import java.nio.file.Path;
import java.util.List;

/**
 * A version of a job folder whose routes are loaded; usually it holds one job.
 *
 * @param suffix what the ids and addresses of its routes end with; may be empty
 * @param routes ids of all of them, those that kamelets made included
 * @param outward ids of those that take from outside this program, such as a timer: only one version may have them run
 * @param proofs what was found out about each of its jobs
 */
record Loaded(
        Frozen files,
        String suffix,
        List<JobVersion> jobs,
        List<String> routes,
        List<String> outward,
        List<JobProof> proofs) {
    List<String> names() {
        return jobs.stream().map(version -> version.job().name()).toList();
    }

    /** The files that hold its routes. */
    List<Path> routeFiles() {
        return proofs.get(0).routeFiles();
    }

    /** The first digits of its hash, by which people know a version. */
    String shown() {
        return files.hash().substring(0, 12);
    }
}
