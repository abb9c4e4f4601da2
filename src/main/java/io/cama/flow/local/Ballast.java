package io.cama.flow.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only takes up room, beside the ledger. It is given up when the disk is full, so that the replies under way
 * and what is noted of them still fit, and made again when there is room.
 */
final class Ballast {
    private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);
    private static final int BLOCK = 1 << 20;

    private final Path file;
    private final long size;

    /** @param size in bytes, 0 for none */
    Ballast(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    /** How many bytes it would take to make it. */
    long missing() {
        return size == 0 || file.toFile().length() == size ? 0 : size;
    }

    /** Makes it, where there is room; the bytes are such that no file system can pack them. */
    void make() {
        if (missing() == 0) {
            return;
        }
        byte[] block = new byte[(int) Math.min(BLOCK, size)];
        new SplittableRandom(size).nextBytes(block);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(block.length, left));
            }
        } catch (IOException noRoom) {
            LOG.debug("No room for {}: {}", file, noRoom.toString());
            release();
        }
    }

    /** Gives the room back. */
    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.debug("{} stays: {}", file, stays.toString());
        }
    }
}
