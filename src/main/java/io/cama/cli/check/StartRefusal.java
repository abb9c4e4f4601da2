package io.cama.cli.check;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.ops.check.start.StartTrial;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What is said when Camel refuses to start: of which job and which file it is, and what says more. */
public final class StartRefusal {
    private StartRefusal() {}

    /**
     * The first thing that Camel refuses of these jobs; what it said, where it refuses none of them by itself.
     *
     * @param wanted names of the jobs that were to be started, empty for all
     */
    public static Refusal of(Globals globals, Workplace place, Set<String> wanted, Exception refused) throws Exception {
        List<Job> jobs = place.folders().jobs().stream()
                .filter(job -> wanted.isEmpty() || wanted.contains(job.name()))
                .toList();
        Refusal refusal = new StartTrial(place.settings(), place.program(), place.folders())
                .findings(jobs).stream()
                        .findFirst()
                        .map(first -> of(globals, place, jobs, first))
                        .orElseGet(() -> new Refusal(
                                Exit.CONFIG,
                                "the routes cannot be started: " + root(refused),
                                "correct the job's route, or the program's own where it stands in overrides/"));
        refusal.initCause(refused);
        return refusal;
    }

    private static Refusal of(Globals globals, Workplace place, List<Job> jobs, Finding first) {
        Path folder = place.home().resolve(first.file()).getParent();
        String job = jobs.stream()
                .filter(one -> Objects.equals(folder, one.folder()))
                .map(one -> " " + one.name())
                .findFirst()
                .orElse("");
        return new Refusal(
                Exit.CONFIG,
                "the routes cannot be started: " + first.file() + ":" + first.line() + ": " + first.message(),
                "mend it, or move the job's folder away; " + globals.command("validate" + job)
                        + " says whether that was all");
    }

    private static String root(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }
}
