package io.cama.flow.door;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An errand as its asker holds it. Closing it says that nobody waits any more. */
public final class Offer implements AutoCloseable {
    private final Doorstep doorstep;
    private final String id;
    private final FileChannel lock;

    Offer(Doorstep doorstep, String id, FileChannel lock) {
        this.doorstep = doorstep;
        this.id = id;
        this.lock = lock;
    }

    void hold() throws IOException {
        if (!lock.lock().isValid()) {
            throw new IOException("cannot hold the lock of the order " + id);
        }
    }

    /** Whether the process that holds the home folder has it. */
    public boolean isTaken() {
        return Files.isDirectory(doorstep.at(Doorstep.TAKEN, id));
    }

    /** What was last said to it. */
    public Optional<Word> word() throws IOException {
        return Doorstep.word(doorstep.at(Doorstep.TAKEN, id)).read(Word.class);
    }

    /** Takes it back and leaves nothing behind, unless it was taken; says whether it could. */
    public boolean withdraw() throws IOException {
        Optional<Path> gone = doorstep.move(doorstep.at(Doorstep.OFFERED, id), Doorstep.GONE);
        if (gone.isPresent()) {
            doorstep.remove(gone.get());
        }
        return gone.isPresent();
    }

    /** Clears away what was taken, where no holder is left to do so. */
    public void clear() throws IOException {
        doorstep.remove(doorstep.at(Doorstep.TAKEN, id));
    }

    /** What was taken is the holder's to clear away. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
