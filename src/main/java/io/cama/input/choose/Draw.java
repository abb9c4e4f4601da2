package io.cama.input.choose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Takes the elements of a list in an order that the seed decides; when all are taken it begins another round. */
final class Draw {
    private final List<Object> elements;
    private final long seed;
    private List<Object> order = List.of();
    private int round;
    private int next;

    /** @param elements at least one */
    Draw(List<Object> elements, long seed) {
        this.elements = elements;
        this.seed = seed;
    }

    /** The next one; never the same twice running where there are two. */
    Object take() {
        if (next == order.size()) {
            shuffle();
        }
        return order.get(next++);
    }

    private void shuffle() {
        List<Object> shuffled = new ArrayList<>(elements);
        Collections.shuffle(shuffled, new Random(seed + 0x9E3779B97F4A7C15L * ++round));
        if (!order.isEmpty() && shuffled.get(0).equals(order.get(order.size() - 1))) {
            Collections.rotate(shuffled, 1);
        }
        order = shuffled;
        next = 0;
    }
}
