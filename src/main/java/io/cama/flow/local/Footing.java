package io.cama.flow.local;

import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the program stands on: its folders, the room in them, and its ledger. Finds out by really writing. */
final class Footing {
    private static final Logger LOG = LoggerFactory.getLogger(Footing.class);
    private static final int BYTES = 4096;

    private final Path work;
    private final Path file;
    private final Ledger ledger;
    private final Supplier<Collection<Path>> outboxes;
    private final Ballast ballast;
    private final long reserve;
    private final @Nullable Object identity;

    /**
     * Takes the ledger's file as it is now for the one that must be there later on.
     *
     * @param work the folder {@code work/}
     * @param file the ledger's
     * @param outboxes in use
     * @param reserve bytes that must stay free
     */
    Footing(Path work, Path file, Ledger ledger, Supplier<Collection<Path>> outboxes, Ballast ballast, long reserve) {
        this.work = work;
        this.file = file;
        this.ledger = ledger;
        this.outboxes = outboxes;
        this.ballast = ballast;
        this.reserve = reserve;
        this.identity = identity(file);
    }

    /**
     * Looks whether all is there and there is room; and whether it can be written to, where that may be in doubt or
     * work is being done.
     *
     * @param doubted whether something could not be written before
     * @param more folders that could not be written to
     */
    Optional<Failure> look(boolean doubted, Collection<Path> more) {
        Collection<Path> targets = outboxes.get();
        Set<Path> places = new LinkedHashSet<>();
        places.add(work);
        places.addAll(targets);
        places.addAll(more);
        try {
            requireLedger();
            if (doubted || !targets.isEmpty()) {
                for (Path place : places) {
                    write(place);
                }
                ledger.probe();
            }
            requireRoom(file.toAbsolutePath().getParent(), reserve + ballast.missing());
            for (Path place : places) {
                requireRoom(place, reserve);
            }
            return Optional.empty();
        } catch (LocalFault fault) {
            return Optional.of(fault.failure());
        }
    }

    /** Has the ledger give back what room it can, since the disk is full; if it cannot now, then the next time. */
    void makeRoom() {
        try {
            ledger.makeRoom();
        } catch (LocalFault refused) {
            LOG.debug("The ledger gives back no room: {}", refused.getMessage());
        }
    }

    private void requireLedger() {
        if (identity != null && !identity.equals(identity(file))) {
            throw new LocalFault(Failure.of(
                    Reason.LEDGER,
                    "the ledger " + file + " is gone, or another file has taken its place;"
                            + " put it back, or stop the program before anything else"));
        }
    }

    private static @Nullable Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }

    /** A missing outbox is made, as publishing makes it; a missing work/ has to come back with all that was in it. */
    private void write(Path place) {
        Path probe = place.resolve(".cama.probe");
        try {
            if (!place.equals(work)) {
                Files.createDirectories(place);
            }
            try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.allocate(BYTES);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException refused) {
            throw fault("cannot write in " + place + ": " + refused.getClass().getSimpleName() + ": "
                    + refused.getMessage());
        }
    }

    /** What a file system does not tell, or has no bound for, is room enough. */
    private static void requireRoom(@Nullable Path place, long bytes) {
        java.io.File folder = Objects.requireNonNull(place).toFile();
        long free = folder.getUsableSpace();
        if (free < bytes && folder.getTotalSpace() > 0) {
            throw fault("%s has %d KB free, and %d KB are %s (cama.disk.reserve, cama.ledger.ballast)"
                    .formatted(place, free >> 10, bytes >> 10, LocalCause.TO_STAY_FREE));
        }
    }

    private static LocalFault fault(String seen) {
        return new LocalFault(Failure.of(Reason.LOCAL_RESOURCE, seen));
    }
}
