package io.cama.ops.http.upload;

import io.cama.model.Disk;
import io.cama.ops.http.wire.Content;
import io.cama.ops.http.wire.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Puts files into the inbox: written whole under a name that the inbox leaves alone, brought to the disk, and given its
 * name. A file of that name that still waits there is not replaced; the new one gets a number.
 */
public final class Uploads {
    private static final int CHUNK = 64 * 1024;

    private final Path inbox;
    private final long most;
    private final Duration time;
    private final Semaphore free;

    /**
     * Into an inbox.
     *
     * @param most bytes a file may have
     * @param time in which a file has to be here
     * @param atOnce how many may come at the same time
     */
    public Uploads(Path inbox, long most, Duration time, int atOnce) {
        this.inbox = inbox;
        this.most = most;
        this.time = time;
        this.free = new Semaphore(atOnce);
    }

    /**
     * A file that came in.
     *
     * @param name the safe one that it has now
     * @param sha256 of its bytes, hex
     */
    public record Arrived(String job, String name, long bytes, String sha256) {}

    /**
     * Takes a file.
     *
     * @param job one that there is
     * @param given the name that the client gives it, whatever that is
     * @throws Problem if it cannot be taken
     * @throws IOException if the inbox cannot be written to; nothing is put into it then
     */
    public Arrived take(String job, String given, Content content) throws IOException {
        String name = UploadName.of(given);
        if (!free.tryAcquire()) {
            throw new Problem(
                    503, "busy", "Other files are coming in; give it again in a moment.", Map.of("Retry-After", "5"));
        }
        try {
            return write(job, name, folder(job), content);
        } catch (InvalidPathException noName) {
            throw Problem.bad("The name cannot be written in this process's locale; start it with LC_ALL=C.UTF-8.");
        } finally {
            free.release();
        }
    }

    private Path folder(String job) throws IOException {
        Path folder = inbox.resolve(job);
        if (!inbox.equals(folder.getParent()) || Files.isSymbolicLink(folder)) {
            throw new Problem(409, "conflict", "The job's folder in the inbox is no plain folder.");
        }
        Files.createDirectories(folder);
        return folder;
    }

    private Arrived write(String job, String name, Path folder, Content content) throws IOException {
        Path aside = Part.in(folder);
        MessageDigest digest = sha256();
        try {
            long size = content.stream(most, time, in -> copy(in, aside, digest));
            return appear(
                    aside, folder, new Arrived(job, name, size, HexFormat.of().formatHex(digest.digest())));
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static long copy(InputStream in, Path to, MessageDigest digest) throws IOException {
        long size = 0;
        byte[] chunk = new byte[CHUNK];
        try (FileChannel out = FileChannel.open(
                to, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner(Disk.folder(to)))) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
                for (ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read); rest.hasRemaining(); ) {
                    out.write(rest);
                }
                size += read;
            }
            out.force(true);
        }
        return size;
    }

    /** One at a time, so that each gets the first number that is free. */
    private synchronized Arrived appear(Path aside, Path folder, Arrived file) throws IOException {
        String name = file.name();
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        String free = name;
        for (int n = 2; !isNamed(aside, folder.resolve(free)); n++) {
            free = name.substring(0, dot) + "-" + n + name.substring(dot);
        }
        Disk.flushNames(folder);
        return new Arrived(file.job(), free, file.bytes(), file.sha256());
    }

    /** Gives the file that name too, unless another has it; a link never takes the place of what somebody else just put there. */
    private static boolean isNamed(Path aside, Path name) throws IOException {
        if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Files.createLink(name, aside);
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Disk.move(aside, name);
        }
        return true;
    }

    /** Removes what uploads have left behind that a process before this one was taking when it died, where it can. */
    public void tidy() {
        if (Files.isDirectory(inbox)) {
            Part.tidy(inbox);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static FileAttribute<?>[] owner(Path place) {
        return Disk.isPosix(place)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
