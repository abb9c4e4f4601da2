package io.cama.flow.intake;

import io.cama.flow.local.Ground;
import io.cama.flow.local.LocalCause;
import io.cama.input.options.UnreadableInput;
import io.cama.model.Disk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts files aside with the reason beside them; of one that cannot be moved it is said once. */
public final class Rejects {
    private static final Logger LOG = LoggerFactory.getLogger(Rejects.class);
    private static final String TODO = "let it be read (chmod or chown), and put it into the inbox again";

    private final Home home;
    private final Ground ground;
    private final Set<Path> stuck = ConcurrentHashMap.newKeySet();

    Rejects(Home home, Ground ground) {
        this.home = home;
        this.ground = ground;
    }

    /** Moves a file to {@code rejected/} with the reason; says whether it could be moved, if not it stays where it is. */
    boolean reject(Path file, String job, String reason) {
        try {
            if (!Files.isWritable(Disk.folder(file))) {
                throw new AccessDeniedException(file.toString());
            }
            Path rejected = home.reject(file, job, reason);
            stuck.remove(file);
            String named = file.getFileName() + ": ";
            String plain = reason.startsWith(named) ? reason.substring(named.length()) : reason;
            LOG.warn("Rejected {}: {} See {}", rejected.getFileName(), plain, rejected);
            return true;
        } catch (IOException e) {
            stuck.removeIf(gone -> !Files.exists(gone, LinkOption.NOFOLLOW_LINKS));
            if ((isOfTheInbox(e) || !ground.doubt(e)) && stuck.add(file)) {
                LOG.error("Cannot reject {} ({}), so it stays: {}", Names.shown(file.toString()), reason, e.toString());
            }
            return false;
        }
    }

    /** A file or folder that somebody put there with rights of his own says nothing about our machine. */
    private boolean isOfTheInbox(IOException thrown) {
        return thrown instanceof FileSystemException one
                && one.getFile() != null
                && Path.of(one.getFile()).startsWith(home.root().resolve("inbox"))
                && LocalCause.of(thrown).isEmpty();
    }

    /** Writes the reason, durable, beside where the file will lie, and moves it there; where it cannot, no reason is left. */
    static Path move(Path file, Path target, String reason) throws IOException {
        Path why = target.resolveSibling(target.getFileName() + Names.REASON);
        Files.writeString(why, reason + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            Disk.flush(why);
            return Disk.move(file, target);
        } catch (IOException e) {
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(why);
            }
            throw e;
        }
    }

    /** Why a file that this process may not read is put aside. */
    public static String unreadable() {
        return seen() + "; " + TODO;
    }

    /** @throws UnreadableInput if the file is there and this process may not read it */
    static void requireReadable(Submission submission) {
        Path file = submission.file();
        if (!Files.isReadable(file) && Files.exists(file)) {
            throw new UnreadableInput(submission.name(), seen(), TODO);
        }
    }

    private static String seen() {
        return "the user \"" + System.getProperty("user.name") + "\" that Cama runs as may not read it";
    }
}
