package io.cama.output.anki.store;

import io.cama.output.RefusedOutputException;
import io.cama.output.value.ContentDigest;
import io.cama.output.value.Html;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The decks of a package and their parents. Names that differ only in case are one deck, as in Anki. */
final class DeckNames {
    private static final int MOST = 10_000;

    private final Map<String, String> spelling = new HashMap<>();
    private final SortedMap<String, Long> ids = new TreeMap<>();
    private final Set<Long> taken = new HashSet<>();

    /** Begins with the deck that is in every collection. */
    DeckNames() {
        spelling.put("default", "Default");
        ids.put("Default", 1L);
    }

    /**
     * The id of a deck, which depends on its name alone.
     *
     * @param name parts joined by {@code ::}; empty parts are left out
     * @param fallback used when no part is left
     */
    long id(String name, String fallback) {
        List<String> parts = parts(name);
        String path = "";
        for (String part : parts.isEmpty() ? parts(fallback) : parts) {
            path = known(path.isEmpty() ? part : path + "::" + part);
        }
        Long id = ids.get(path);
        if (id == null) {
            throw new RefusedOutputException("the deck name \"" + name + "\" is empty; name the deck in deck.yaml");
        }
        return id;
    }

    /** All decks by name, in the order of their names. */
    SortedMap<String, Long> all() {
        return ids;
    }

    private String known(String path) {
        String folded = path.toLowerCase(Locale.ROOT);
        return spelling.computeIfAbsent(folded, key -> {
            if (ids.size() == MOST) {
                throw new RefusedOutputException("the items name more than " + MOST + " decks, the last \"" + path
                        + "\"; use fewer placeholders in the deck name of deck.yaml");
            }
            long id = Ids.PAST.of("deck\n" + key);
            while (!taken.add(id)) {
                id = Ids.PAST.next(id);
            }
            ids.put(path, id);
            return path;
        });
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : Html.clean(name).split("::", -1)) {
            String clean = part.replaceAll("[\\s\"]+", " ").strip();
            if (!clean.isEmpty()) {
                parts.add(clean);
            }
        }
        return parts;
    }

    /**
     * Ids as Anki makes them of the time in milliseconds, here made of text: the same text, the same id.
     *
     * @param count how many there are, from the first on
     */
    record Ids(long first, long count) {
        /** Those between the years 2001 and 2023. */
        static final Ids PAST = new Ids(1_000_000_000_000L, 700_000_000_000L);

        long of(String text) {
            return first
                    + Math.floorMod(ByteBuffer.wrap(ContentDigest.ofText(text)).getLong(), count);
        }

        /** The one to try when an id is taken. */
        long next(long id) {
            return first + (id - first + 1) % count;
        }
    }
}
