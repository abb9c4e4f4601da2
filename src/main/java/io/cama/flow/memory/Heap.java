package io.cama.flow.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/** The heap as the latest collection left it. */
public interface Heap {
    /** Bytes in use after the latest collection; 0 before the first. */
    long left();

    /** The most bytes there can be. */
    long most();

    /** Asks for a collection. */
    void collect();

    /** That of this process. */
    static Heap ofThisProcess() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        return new Heap() {
            @Override
            public long left() {
                long left = 0;
                for (MemoryPoolMXBean pool : pools) {
                    MemoryUsage usage = pool.getCollectionUsage();
                    left += usage == null ? 0 : usage.getUsed();
                }
                return left;
            }

            @Override
            public long most() {
                return Runtime.getRuntime().maxMemory();
            }

            @Override
            public void collect() {
                System.gc();
            }
        };
    }
}
