package io.cama.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** What a test wants of the machine. Where it is missing, the test is skipped and the console says why. */
final class Needs {
    private Needs() {}

    /** Somebody who may watch and stop the system calls of a child. */
    static void strace(String what) {
        orSkip(what, "strace that may trace", works("strace", "-f", "-o", "/dev/null", "true"));
    }

    /** Disks made of files, and the right to mount and cut them. */
    static void disks(String what) {
        boolean root = works("sh", "-c", "test $(id -u) = 0");
        boolean tools = works("sh", "-c", "command -v mkfs.ext4 && command -v perl && command -v losetup");
        orSkip(what, "root and loop devices, mkfs.ext4 and perl", root && tools && works("losetup", "-f"));
    }

    /** The right to mount a file system that lives in memory. */
    static void mounts(String what) {
        String probe = "d=$(mktemp -d) && mount -t tmpfs -o size=1m tmpfs $d && umount $d && rmdir $d";
        orSkip(what, "root and tmpfs", works("sh", "-c", probe));
    }

    private static void orSkip(String what, String wanted, boolean there) {
        if (!there) {
            System.out.println("SKIPPED " + what + ": needs " + wanted);
        }
        Assumptions.assumeTrue(there, what + " needs " + wanted);
    }

    /** Whether a command ends well. */
    static boolean works(String... command) {
        try {
            Path out = Files.createTempFile("cama-needs", ".txt");
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            process.destroyForcibly();
            Files.deleteIfExists(out);
            return ended && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
