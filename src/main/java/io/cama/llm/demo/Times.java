package io.cama.llm.demo;

/** How often each request has come. A million requests take 25 MB, where a map would take four times that. */
final class Times {
    private static final int FIRST_SIZE = 1 << 10;

    private long[] keys = new long[FIRST_SIZE];
    private int[] counts = new int[FIRST_SIZE];
    private int used;

    /** Counts a request and says which time it is, from 1. */
    synchronized int next(long key) {
        if (used * 2 >= keys.length) {
            grow();
        }
        int place = place(key);
        if (counts[place] == 0) {
            keys[place] = key;
            used++;
        }
        return ++counts[place];
    }

    /** Where a key is, or where it would go. */
    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) (key ^ (key >>> 32)) & mask;
        while (counts[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        counts = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                counts[place] = oldCounts[i];
            }
        }
    }
}
