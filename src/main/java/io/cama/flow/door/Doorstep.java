package io.cama.flow.door;

import io.cama.flow.board.OwnerFile;
import io.cama.model.Disk;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code work/orders/}. An errand is a folder whose name says where it is: {@code new-ID} being written,
 * {@code order-ID} offered whole, {@code taken-ID} the holder's, {@code gone-ID} to be deleted. Each step is one rename,
 * so that of taking and withdrawing exactly one happens. The asker holds a lock on {@code ID.lock} as long as it lives.
 */
public final class Doorstep {
    static final String NEW = "new-";
    static final String OFFERED = "order-";
    static final String TAKEN = "taken-";
    static final String GONE = "gone-";
    private static final String LOCK = ".lock";
    private static final Set<StandardOpenOption> FRESH =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;

    /** @param home the home folder */
    public Doorstep(Path home) {
        this.folder = home.toAbsolutePath().normalize().resolve("work/orders");
    }

    /**
     * Puts an errand down for the process that holds the home folder; what it is about is durable by then.
     *
     * @param file the input, which is copied, or null where the errand is about none
     */
    public Offer offer(Errand errand, @Nullable Path file) throws IOException {
        String id = UUID.randomUUID().toString();
        Files.createDirectories(folder.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
        closeToOthers();
        FileChannel lock = FileChannel.open(folder.resolve(id + LOCK), FRESH, ownerOnly("rw-------"));
        Offer offer = new Offer(this, id, lock);
        try {
            offer.hold();
            Path fresh = Files.createDirectory(folder.resolve(NEW + id), ownerOnly("rwx------"));
            if (file != null) {
                Path copy = input(fresh, errand);
                Files.createDirectory(copy.getParent(), ownerOnly("rwx------"));
                try (FileChannel to = FileChannel.open(copy, FRESH, ownerOnly("rw-------"))) {
                    Files.copy(file, Channels.newOutputStream(to));
                    to.force(true);
                }
                Disk.flushNames(Disk.folder(copy));
            }
            order(fresh).write(errand, true);
            Disk.flushNames(fresh);
            move(fresh, OFFERED);
            return offer;
        } catch (IOException | RuntimeException e) {
            offer.close();
            delete(folder.resolve(NEW + id));
            throw e;
        }
    }

    /** Where the input of an errand lies: as every input of a run, in a folder that has the job's name. */
    static Path input(Path errand, Errand about) {
        return errand.resolve(about.job()).resolve(about.name());
    }

    static OwnerFile order(Path errand) {
        return new OwnerFile(errand.resolve("order.json"));
    }

    static OwnerFile word(Path errand) {
        return new OwnerFile(errand.resolve("word.json"));
    }

    Path at(String stage, String id) {
        return folder.resolve(stage + id);
    }

    /** All there is, in a stable order; an empty list if nobody ever asked. */
    List<Path> errands() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        closeToOthers();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    static boolean is(Path errand, String stage) {
        return String.valueOf(errand.getFileName()).startsWith(stage);
    }

    static String id(Path errand) {
        String name = String.valueOf(errand.getFileName());
        return name.substring(name.indexOf('-') + 1);
    }

    /** Moves an errand on; empty if somebody was faster. */
    Optional<Path> move(Path errand, String stage) throws IOException {
        Path target = at(stage, id(errand));
        try {
            return Optional.of(Disk.move(errand, target));
        } catch (NoSuchFileException moved) {
            return Optional.empty();
        }
    }

    /** Whether whoever asked still waits for the answer. */
    boolean isAwaited(Path errand) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(id(errand) + LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException inThisProcess) {
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Deletes an errand and all that belongs to it. */
    void remove(Path errand) throws IOException {
        Path gone = is(errand, GONE) ? errand : move(errand, GONE).orElse(null);
        if (gone != null) {
            delete(gone);
            Files.deleteIfExists(folder.resolve(id(errand) + LOCK));
        }
    }

    private static void delete(Path errand) throws IOException {
        if (!Files.exists(errand)) {
            return;
        }
        Files.walkFileTree(errand, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Somebody else may have made the folder, with rights of its own. */
    private void closeToOthers() throws IOException {
        Set<PosixFilePermission> rights = PosixFilePermissions.fromString("rwx------");
        if (Disk.isPosix(folder) && !Files.getPosixFilePermissions(folder).equals(rights)) {
            Files.setPosixFilePermissions(folder, rights);
        }
    }

    private FileAttribute<?>[] ownerOnly(String rights) {
        return Disk.isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
