package io.cama.flow.item;

import io.cama.model.ItemRef;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An item on its way through its job's route.
 *
 * @param ref which item
 * @param calls ids of the calls whose replies are in the item so far, recalled ones included
 */
public record ItemWork(ItemRef ref, Queue<Long> calls) {
    public ItemWork(ItemRef ref) {
        this(ref, new ConcurrentLinkedQueue<>());
    }
}
