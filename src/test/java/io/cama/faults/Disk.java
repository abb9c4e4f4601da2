package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A file system of the test's own, mounted on a folder: in memory, where it can be filled and made read-only, or in an
 * image of ext4 or xfs that loses power. The power goes by {@code FS_IOC_SHUTDOWN} without a flush of the journal, so that
 * after the next mount exactly that is there which had been synced.
 */
final class Disk implements AutoCloseable {
    /** The ioctl and its flag, which goes in as a pointer to 32 bits; see linux/fs.h and fs/ext4/ioctl.c. */
    private static final String CUT =
            "open(my $d, '<', $ARGV[0]) or die $!; my $f = pack('L', 2); ioctl($d, 0x8004587D, $f) or die $!";

    private static final long REFILL_MILLIS = 20;

    private final Path folder;
    private final List<String> mount;
    private boolean mounted;

    private Disk(Path folder, List<String> mount) {
        this.folder = folder;
        this.mount = mount;
    }

    /** A new ext4 that writes its journal only when it is told to, or after a minute. */
    static Disk ext4(Path image, Path folder) throws IOException {
        run("truncate", "-s", "160M", image.toString());
        run("mkfs.ext4", "-q", "-F", image.toString());
        return new Disk(folder, List.of("mount", "-o", "loop,commit=60", image.toString(), folder.toString())).mount();
    }

    /** A new xfs, which knows the same ioctl under a name of its own. */
    static Disk xfs(Path image, Path folder) throws IOException {
        run("truncate", "-s", "400M", image.toString());
        run("mkfs.xfs", "-q", "-f", image.toString());
        return new Disk(folder, List.of("mount", "-o", "loop", image.toString(), folder.toString())).mount();
    }

    /** Memory of so many megabytes. */
    static Disk memory(Path folder, int megabytes) throws IOException {
        return new Disk(folder, List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", "" + folder))
                .mount();
    }

    private Disk mount() throws IOException {
        Files.createDirectories(folder);
        run(mount.toArray(String[]::new));
        mounted = true;
        return this;
    }

    Path folder() {
        return folder;
    }

    /** The power goes and comes back. What was not synced is lost. */
    void cut() throws IOException {
        run("perl", "-e", CUT, folder.toString());
    }

    /** What is there after a cut. Whoever had files open on it must be gone. */
    void powerUp() throws IOException {
        unmount();
        mount();
    }

    void readOnly(boolean on) throws IOException {
        run("mount", "-o", on ? "remount,ro" : "remount,rw", folder.toString());
    }

    /** Takes all the room there is, and what others give back meanwhile, until it is closed. */
    Closeable fill() throws IOException {
        Path file = folder.resolve("filler");
        OutputStream out = Files.newOutputStream(file);
        fillUp(out);
        ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor();
        var unused =
                again.scheduleWithFixedDelay(() -> fillUp(out), REFILL_MILLIS, REFILL_MILLIS, TimeUnit.MILLISECONDS);
        return () -> {
            again.shutdownNow();
            out.close();
            Files.delete(file);
        };
    }

    private static void fillUp(OutputStream out) {
        byte[] block = new byte[4_096];
        boolean full = false;
        while (!full) {
            try {
                out.write(block);
            } catch (IOException noRoom) {
                full = true;
            }
        }
    }

    private void unmount() throws IOException {
        run("umount", folder.toString());
        mounted = false;
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            run("umount", "-l", folder.toString());
            mounted = false;
        }
    }
}
