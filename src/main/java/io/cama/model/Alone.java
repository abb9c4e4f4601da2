package io.cama.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Work that only one thread of one process may do at a time, be there ever so many of both. */
public final class Alone {
    /** A lock on a file is the whole process's, so that threads need another one; seldom two files share theirs. */
    private static final List<Object> IN_THIS_PROCESS =
            Stream.generate(Object::new).limit(64).toList();

    private Alone() {}

    /** What is done alone. */
    @FunctionalInterface
    public interface Work<T> {
        T now() throws IOException;
    }

    /**
     * Does the work once nobody else does what is kept apart by the same file; waits for that.
     *
     * @param lock a file that stays, empty; its folder is made if it is missing
     */
    public static <T> T with(Path lock, Work<T> work) throws IOException {
        Files.createDirectories(Disk.folder(lock));
        int one = lock.toAbsolutePath().normalize().hashCode();
        synchronized (IN_THIS_PROCESS.get(Math.floorMod(one, IN_THIS_PROCESS.size()))) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid()) {
                    throw new IOException(lock + " cannot be locked");
                }
                return work.now();
            }
        }
    }
}
