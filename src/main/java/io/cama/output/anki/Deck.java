package io.cama.output.anki;

import io.cama.output.anki.store.NoteType;
import io.cama.output.value.TextPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code deck.yaml} says: which notes are made of an item. */
record Deck(List<Recipe> recipes) {
    /**
     * How notes of one type are made.
     *
     * @param kind part of a note's identity, so that two recipes never make the same note
     * @param rows path to a list, each element of which gives a note; null for one note an item
     * @param tagsFrom path to more tags, or null
     */
    record Recipe(
            NoteType type,
            TextPattern kind,
            @Nullable String rows,
            TextPattern deck,
            List<Field> fields,
            List<TextPattern> tags,
            @Nullable String tagsFrom) {}

    /**
     * How a field is filled.
     *
     * @param from path of a value, each element of which is put into the pattern; null to fill the pattern just once
     * @param pattern HTML of the deck's author
     * @param join HTML between the elements
     * @param safe whether harmless tags in the values work, rather than being shown
     */
    record Field(String name, @Nullable String from, TextPattern pattern, String join, boolean safe) {}
}
