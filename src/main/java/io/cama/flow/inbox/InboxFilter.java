package io.cama.flow.inbox;

import io.cama.config.Settings;
import io.cama.flow.intake.Rejects;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code inboxFilter}: what of the inbox is taken at this look, decided without waiting for anything and
 * without opening a file. Used by the one thread that looks through the inbox.
 */
public final class InboxFilter implements GenericFileFilter<File> {
    private static final Logger LOG = LoggerFactory.getLogger(InboxFilter.class);
    private static final char UNREADABLE = '\uFFFD';

    private final Duration minAge;
    private final int batch;
    private final InstantSource clock;
    private final Predicate<Path> readable;
    private final Rejection rejection;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<Path, Look> ahead = new HashMap<>();

    /** Puts a file aside with the reason. */
    @FunctionalInterface
    public interface Rejection {
        void reject(Path file, String reason);
    }

    /** How a file was at a look, and when that was. */
    private record Look(long size, Instant modified, Instant at) {
        boolean same(Look other) {
            return size == other.size && modified.equals(other.modified);
        }
    }

    /** As the settings {@code cama.inbox.*} say. */
    public static InboxFilter of(Settings settings, InstantSource clock, Rejection rejection) {
        return new InboxFilter(
                settings.duration("cama.inbox.min-age"),
                settings.number("cama.inbox.batch"),
                clock,
                Files::isReadable,
                rejection);
    }

    /**
     * A filter that has seen nothing yet.
     *
     * @param minAge for how long a file must not have changed
     * @param batch how many files of one folder are taken at a look, so that the other folders' do not wait for them
     * @param readable whether this process may read a file; one that it may not is put aside where it lies
     */
    InboxFilter(Duration minAge, int batch, InstantSource clock, Predicate<Path> readable, Rejection rejection) {
        this.minAge = minAge;
        this.batch = batch;
        this.clock = clock;
        this.readable = readable;
        this.rejection = rejection;
    }

    /** Whether a file's name says that another program is still writing it, so that the inbox leaves it alone. */
    public static boolean isUnfinished(String name) {
        return name.startsWith(".")
                || name.endsWith("~")
                || name.endsWith(".part")
                || name.endsWith(".crdownload")
                || name.endsWith(".tmp");
    }

    @Override
    public boolean accept(GenericFile<File> found) {
        try {
            Path file = found.getFile().toPath();
            return found.isDirectory() ? isFolder(found, file) : isReady(found, file);
        } catch (InvalidPathException noName) {
            rejectUnreadableNames(found.getFile().getParentFile());
            return false;
        }
    }

    private boolean isFolder(GenericFile<File> found, Path folder) {
        taken.remove(folder.toString());
        return !found.getFileNameOnly().startsWith(".") && !Files.isSymbolicLink(folder);
    }

    private boolean isReady(GenericFile<File> found, Path file) {
        String folder = String.valueOf(file.getParent());
        if (isUnfinished(found.getFileNameOnly()) || taken.getOrDefault(folder, 0) >= batch) {
            return false;
        }
        if (found.getFileNameOnly().indexOf(UNREADABLE) >= 0) {
            rejectUnreadableNames(found.getFile().getParentFile());
            return false;
        }
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException gone) {
            return false;
        }
        if (!attributes.isRegularFile()) {
            String kind = attributes.isSymbolicLink() ? "a link" : "a pipe, a socket or a device";
            rejection.reject(file, "it is no regular file but " + kind + "; copy the file itself into the inbox");
            return false;
        }
        boolean settled = isSettled(file, attributes);
        boolean ready = settled && readable.test(file);
        if (settled && !ready) {
            rejection.reject(file, Rejects.unreadable());
        }
        taken.merge(folder, ready ? 1 : 0, Integer::sum);
        return ready;
    }

    /** By its own time; a time that is yet to come is not believed, and two looks decide. */
    private boolean isSettled(Path file, BasicFileAttributes attributes) {
        Instant now = clock.instant();
        Instant modified = attributes.lastModifiedTime().toInstant();
        if (!modified.isAfter(now)) {
            ahead.remove(file);
            return !modified.isAfter(now.minus(minAge));
        }
        Look look = new Look(attributes.size(), modified, now);
        Look before = ahead.get(file);
        if (before == null || !before.same(look)) {
            ahead.put(file, look);
            return false;
        }
        boolean settled = !before.at.isAfter(now.minus(minAge));
        if (settled) {
            ahead.remove(file);
        }
        return settled;
    }

    /** Puts aside the files of a folder whose names are no text here; under these names nothing can be opened. */
    private void rejectUnreadableNames(File folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.toPath())) {
            for (Path file : files) {
                if (file.toString().indexOf(UNREADABLE) >= 0 && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    rejection.reject(
                            file,
                            "its name holds bytes that are no text in this process's locale; rename it,"
                                    + " or start Cama with LC_ALL=C.UTF-8");
                }
            }
        } catch (IOException e) {
            LOG.warn("Cannot look through {}: {}", folder, e.toString());
        }
    }
}
