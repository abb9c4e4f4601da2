package io.cama.flow.door;

import io.cama.flow.intake.Submission;
import io.cama.model.Run;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An errand that is this process's to do.
 *
 * @param folder where it lies, with its input
 */
record Task(Path folder, Errand errand) {
    Path input() {
        return Doorstep.input(folder, errand);
    }

    /** Its file as it is put through its job. */
    Submission submission() {
        return new Submission(
                input(),
                errand.name(),
                errand.job(),
                Path.of(errand.outbox()),
                errand.limit(),
                errand.model(),
                errand.terms(),
                false,
                errand.options());
    }

    /** Whether job and file name are one name each, so that the input lies in the folder and nowhere else. */
    boolean hasPlainNames() {
        return isPlain(errand.job()) && isPlain(errand.name());
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf(File.separatorChar) < 0
                && name.indexOf('\0') < 0;
    }

    /** Whether the run works on the input of this errand, which is still there. */
    boolean isInputOf(Run run) {
        return Path.of(run.source()).equals(input()) && Files.exists(input());
    }
}
