package io.cama.flow.local;

import io.cama.model.ItemRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The items at work, in a file that outlives the process however it dies. It is mapped into memory, so an item costs two
 * stores and no call of the system; a power cut may lose them, which is no item's fault.
 */
final class AtWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AtWork.class);
    private static final int SLOTS = 4096;
    private static final int SLOT = 2 * Long.BYTES;
    private static final int ID = 12;

    private final @Nullable MappedByteBuffer memory;
    private final Map<ItemRef, Integer> taken = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Integer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger used = new AtomicInteger();
    private final List<ItemRef> before;

    private AtWork(@Nullable MappedByteBuffer memory, List<ItemRef> before) {
        this.memory = memory;
        this.before = before;
    }

    /** Opens the file, and makes it if need be; one that cannot be mapped is done without. */
    static AtWork open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // A hole that the disk has no room for when it is stored to would end the process.
                boolean whole = channel.size() == SLOTS * SLOT;
                if (!whole) {
                    byte[] filling = new byte[SLOTS * SLOT];
                    new Random().nextBytes(filling); // zeros could be stored as a hole
                    channel.write(ByteBuffer.wrap(filling), 0);
                    channel.force(true);
                }
                MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, SLOTS * SLOT);
                if (!whole) {
                    return new AtWork(memory, List.of()).cleared();
                }
                return new AtWork(memory, read(memory));
            }
        } catch (IOException | UnsupportedOperationException none) {
            LOG.warn("The items at work are not noted, so none can be quarantined: {}", none.toString());
            return new AtWork(null, List.of());
        }
    }

    private static List<ItemRef> read(MappedByteBuffer memory) {
        List<ItemRef> items = new ArrayList<>();
        for (int at = 0; at < SLOTS * SLOT; at += SLOT) {
            long position = memory.getLong(at + Long.BYTES);
            if (position > 0) {
                items.add(new ItemRef("%012x".formatted(memory.getLong(at)), position, 0));
            }
        }
        return items;
    }

    /** What was at work when the process before this one died; empty if it ended in order. */
    List<ItemRef> before() {
        return before;
    }

    private AtWork cleared() {
        clear();
        return this;
    }

    /** Forgets what was at work before. */
    void clear() {
        for (int at = 0; memory != null && at < SLOTS * SLOT; at += SLOT) {
            memory.putLong(at + Long.BYTES, 0);
        }
    }

    void begin(ItemRef item) {
        if (memory == null || item.run().length() != ID) {
            return;
        }
        long run;
        try {
            run = HexFormat.fromHexDigitsToLong(item.run());
        } catch (IllegalArgumentException otherwiseNamed) {
            return;
        }
        Integer found = free.poll();
        int slot = found == null ? used.getAndIncrement() : found;
        if (slot < SLOTS) {
            taken.put(item, slot);
            memory.putLong(slot * SLOT, run);
            memory.putLong(slot * SLOT + Long.BYTES, item.position());
        }
    }

    void end(ItemRef item) {
        Integer slot = taken.remove(item);
        if (slot != null && memory != null) {
            memory.putLong(slot * SLOT + Long.BYTES, 0);
            free.add(slot);
        }
    }

    /** The process ends in order: nothing at work now is to blame for it. */
    @Override
    public void close() {
        taken.keySet().forEach(this::end);
    }
}
