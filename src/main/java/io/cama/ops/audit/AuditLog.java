package io.cama.ops.audit;

import io.cama.flow.board.OwnerFile;
import io.cama.model.Alone;
import io.cama.model.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code work/audit.jsonl}: one JSON line a deed, only ever added to. Each line holds the hash of the one before
 * it, and {@code work/audit.head} that of the last, so that lines missing at the end are noticed too. Several processes
 * may write to it.
 */
public final class AuditLog {
    /** More than two of the longest lines. */
    private static final int TAIL = 1 << 16;

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final Path file;

    /** @param home the home folder */
    public AuditLog(Path home) {
        this.file = home.toAbsolutePath().normalize().resolve("work/audit.jsonl");
    }

    /** The last line, as it is kept beside the file. */
    record Head(long number, String hash) {}

    public Path path() {
        return file;
    }

    /**
     * Adds a deed; it is on the disk when this returns, also where the thread is interrupted.
     *
     * @return the line
     */
    public Entry add(Deed deed) throws IOException {
        boolean interrupted = false;
        AtomicReference<@Nullable Entry> written = new AtomicReference<>();
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return add(deed, written);
                } catch (ClosedByInterruptException | FileLockInterruptionException again) {
                    LOG.debug("Interrupted while {} was written to, which is done again", file);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param written holds the line from when it is on the disk, though its head may not be yet */
    private Entry add(Deed deed, AtomicReference<@Nullable Entry> written) throws IOException {
        return Alone.with(file.resolveSibling("audit.lock"), () -> {
            Entry entry = written.get();
            if (entry == null) {
                if (!Files.exists(file)) {
                    Files.createFile(file, ownerOnly());
                }
                // No channel: an interrupt would close it halfway.
                try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                    entry = append(open, deed);
                }
                written.set(entry);
            }
            if (entry.number() == 1) {
                Disk.flushNames(Disk.folder(file));
            }
            if (kept().map(Head::number).orElse(0L) < entry.number()) {
                head().write(new Head(entry.number(), entry.hash()), true);
            }
            return entry;
        });
    }

    private Entry append(RandomAccessFile open, Deed deed) throws IOException {
        String tail = tail(open);
        Head last = last(tail, kept().orElse(new Head(0, Entry.NONE)));
        Entry entry = Entry.after(last.number(), last.hash(), deed);
        // A line that a crash cut off is ended first, and stays.
        String text = (tail.isEmpty() || tail.endsWith("\n") ? "" : "\n") + entry.line() + "\n";
        open.seek(open.length());
        open.write(text.getBytes(StandardCharsets.UTF_8));
        open.getFD().sync();
        return entry;
    }

    private static String tail(RandomAccessFile open) throws IOException {
        byte[] end = new byte[(int) Math.min(open.length(), TAIL)];
        open.seek(open.length() - end.length);
        open.readFully(end);
        return new String(end, StandardCharsets.UTF_8);
    }

    /**
     * What the next line follows: the last one there is, or the one that was kept as the last where that is missing or is
     * another one now. Then no line before the next has its hash, which shows for ever that some are missing.
     */
    private static Head last(String tail, Head kept) {
        Head last = null;
        List<String> lines = tail.lines().toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Optional<Entry> entry = Entry.read(lines.get(i));
            if (entry.isPresent()) {
                Head here = new Head(entry.get().number(), entry.get().hash());
                last = last == null ? here : last;
                if (here.number() <= kept.number()) {
                    return here.equals(kept) ? last : kept;
                }
            }
        }
        return last == null ? kept : last;
    }

    /** The last line as it was noted; empty if nothing was, or it cannot be read. */
    Optional<Head> kept() {
        try {
            return head().read(Head.class);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private OwnerFile head() {
        return new OwnerFile(file.resolveSibling("audit.head"));
    }

    /** Reads the lines that can be read, the oldest first, one after the other: there may be more than the memory holds. */
    public <T> T read(Function<Stream<Entry>, T> reader) throws IOException {
        return lines(lines -> reader.apply(lines.flatMap(line -> Entry.read(line).stream())));
    }

    /** The lines as they stand, with those that are none; no line if nothing was ever done. */
    private <T> T lines(Function<Stream<String>, T> reader) throws IOException {
        if (!Files.exists(file)) {
            return reader.apply(Stream.empty());
        }
        // Not Files.lines, which ends at a byte that is no UTF-8.
        try (BufferedReader open =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return reader.apply(open.lines());
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** Every line that can be read, oldest first, where they are known to be few. */
    public List<Entry> entries() throws IOException {
        return read(Stream::toList);
    }

    /** Whether the chain is whole. */
    public Chain verify() throws IOException {
        return Alone.with(file.resolveSibling("audit.lock"), () -> lines(lines -> Chain.of(lines.iterator(), kept())));
    }

    private FileAttribute<?>[] ownerOnly() {
        return Disk.isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
