package io.cama.flow.item;

import io.cama.flow.choice.Retake;
import io.cama.model.ItemRef;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An item on its way through its job's route.
 *
 * @param ref which item
 * @param fields names of what it came with, to which the answers of prompts are added
 * @param retake how it is asked, where it is a dead letter that is tried again
 * @param models which model answered a prompt, by the prompt's name, where there was a choice
 * @param open whether somebody else could still answer what failed when the run was paused
 * @param calls ids of the calls whose replies are in the item so far, recalled ones included
 * @param called whether a call was made for it this time
 * @param begun the {@link System#nanoTime} at which it was opened
 */
public record ItemWork(
        ItemRef ref,
        Set<String> fields,
        Retake retake,
        Map<String, String> models,
        AtomicBoolean open,
        Queue<Long> calls,
        AtomicBoolean called,
        long begun) {
    /** Where a result says which model answered which prompt; no column of a table can have this name. */
    public static final String MODELS = "@models";

    public ItemWork(ItemRef ref, Set<String> fields, Retake retake) {
        this(
                ref,
                Set.copyOf(fields),
                retake,
                new ConcurrentSkipListMap<>(),
                new AtomicBoolean(),
                new ConcurrentLinkedQueue<>(),
                new AtomicBoolean(),
                System.nanoTime());
    }
}
