package io.cama.output.anki.store;

import java.util.List;

/**
 * What Anki calls a note type. Fields and template names never change under the same id: Anki would make a second
 * note type of it and stop updating.
 *
 * @param id 13 digits, chosen once by the deck's author
 * @param fields names, in their order
 */
public record NoteType(long id, String name, List<String> fields, List<Template> templates, String css) {
    /** One kind of card of the note type. */
    public record Template(String name, CardTemplate front, CardTemplate back) {}

    /**
     * One note of a type, complete but for the ids the file gives it.
     *
     * @param identity text that is the same for the same thing in every export; equal ones are told apart by their order
     * @param fields HTML, one for each field of the type
     * @param tags without spaces
     * @param cards indexes of the templates that show something
     */
    public record Note(
            NoteType type, String identity, String deck, List<String> fields, List<String> tags, List<Integer> cards) {}
}
