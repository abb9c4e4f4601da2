package io.cama.flow.local;

import io.cama.flow.Causes;
import io.cama.model.Failure;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from what was thrown whether our own machine is at fault. The texts are those of strerror(3) and of Windows. */
public final class LocalCause {
    private static final List<String> FULL = List.of(
            "no space left on device",
            "disk quota exceeded",
            "not enough space on the disk",
            "disk is full",
            "sqlite_full");

    /** Stands in what is said of a disk with less room than is to be kept. */
    static final String TO_STAY_FREE = "to stay free";

    private static final List<String> MACHINE = List.of("too many open files", "read-only file system");

    private LocalCause() {}

    /** What the machine lacks: space, a quota, file descriptors, a folder that can be written to, or memory. */
    public static Optional<Failure> of(@Nullable Throwable thrown) {
        Optional<Failure> known = Causes.find(thrown, LocalFault.class).map(LocalFault::failure);
        return known.or(() -> Causes.find(thrown, OutOfMemoryError.class)
                        .map(memory -> failure("the memory is used up: " + memory.getMessage())))
                .or(() -> Causes.find(thrown, IOException.class)
                        .filter(io -> says(io, FULL) || says(io, MACHINE))
                        .map(io -> failure(Causes.describe(io))));
    }

    /** The same where nothing but our own files was touched, so that whatever cannot be read or written is ours. */
    public static Optional<Failure> ofOurOwnFiles(@Nullable Throwable thrown) {
        return of(thrown).or(() -> Causes.find(thrown, IOException.class)
                .map(io -> failure(io.getClass().getSimpleName() + ": " + io.getMessage())));
    }

    /** The folder that could not be written to, where what was thrown names a file. */
    static Optional<Path> folder(@Nullable Throwable thrown) {
        return Causes.find(thrown, FileSystemException.class)
                .map(FileSystemException::getFile)
                .map(file -> Path.of(file).toAbsolutePath().getParent());
    }

    /** Whether a failure tells of a disk that is full, or nearly so: what can be spared is to be given back while that works. */
    static boolean isShort(Failure failure) {
        return isFull(failure) || failure.message().contains(TO_STAY_FREE);
    }

    /** Whether a failure tells of a disk or a quota that is full. */
    static boolean isFull(Failure failure) {
        String text = failure.message().toLowerCase(Locale.ROOT);
        return FULL.stream().anyMatch(text::contains);
    }

    /** Whether a run's reason for pausing is a local fault, so that it goes on by itself. */
    public static boolean isWhy(@Nullable String reason) {
        return reason != null
                && (reason.startsWith(Reason.LOCAL_RESOURCE + ":") || reason.startsWith(Reason.LEDGER + ":"));
    }

    private static boolean says(IOException thrown, List<String> words) {
        String text = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(text::contains);
    }

    private static Failure failure(String seen) {
        return Failure.of(Reason.LOCAL_RESOURCE, seen);
    }
}
