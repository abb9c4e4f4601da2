package io.cama.output.anki;

import io.cama.model.Finding;
import io.cama.output.anki.store.NoteType;
import io.cama.output.value.TextPattern;
import io.cama.output.value.YamlPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code deck.yaml} and says all that is wrong with it at once. */
final class DeckFile {
    private static final String NAME = "deck.yaml";
    private static final Set<String> TAKEN =
            Set.of("tags", "type", "deck", "subdeck", "card", "cardflag", "frontside", "cardid");

    private final YamlPart top;
    private final NoteTypeFiles files;
    private final Set<String> types = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();

    private DeckFile(YamlPart top, NoteTypeFiles files) {
        this.top = top;
        this.files = files;
    }

    /** The deck, or empty when one of the findings is an error. */
    static Optional<Deck> read(Path folder, List<Finding> findings) {
        Path file = folder.resolve(NAME);
        List<Finding> found = new ArrayList<>();
        Optional<Deck> deck = YamlPart.read(file, found)
                .map(top -> new DeckFile(top, new NoteTypeFiles(folder.resolve("deck"))).deck());
        if (!Files.exists(file)) {
            found.add(Finding.error(
                    file.toString(),
                    0,
                    "is not there, but the job's outputs name apkg",
                    "say in it how items become notes, or take apkg out of the outputs"));
        } else if (deck.isEmpty() && found.isEmpty()) {
            found.add(Finding.error(file.toString(), 0, "is empty", "say in it how items become notes"));
        }
        findings.addAll(found);
        return found.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR)
                ? Optional.empty()
                : deck;
    }

    private Deck deck() {
        top.only(List.of("deck", "notes"));
        List<YamlPart> notes = top.list("notes");
        if (notes.isEmpty()) {
            top.error("\"notes\" is missing", "list under it the kinds of notes that are made of an item");
        }
        return new Deck(notes.stream().map(this::recipe).toList());
    }

    private Deck.Recipe recipe(YamlPart note) {
        note.only(List.of("type", "kind", "rows", "deck", "fields", "templates", "css", "tags", "tagsFrom"));
        String kind = note.needed("kind", "give the kind of note a word that never changes, such as word")
                .orElse("");
        if (!kinds.add(kind) && !kind.isEmpty()) {
            note.error("the kind \"" + kind + "\" is there twice", "give one of them another kind");
        }
        String deck = note.text("deck").or(() -> top.text("deck")).orElse("");
        if (deck.isBlank()) {
            note.error("\"deck\" is missing", "name the deck at the top of the file or in this note");
        }
        List<Deck.Field> fields = fields(note);
        return new Deck.Recipe(
                noteType(note, fields.stream().map(Deck.Field::name).toList()),
                new TextPattern(kind),
                note.text("rows").orElse(null),
                new TextPattern(deck),
                fields,
                note.list("tags").stream()
                        .flatMap(tag -> tag.scalar().stream())
                        .map(TextPattern::new)
                        .toList(),
                note.text("tagsFrom").orElse(null));
    }

    private NoteType noteType(YamlPart note, List<String> fields) {
        Optional<YamlPart> type = note.part("type");
        if (type.isEmpty()) {
            note.error("\"type\" is missing", "write type: { name: …, id: 13 digits that never change }");
        }
        type.ifPresent(part -> part.only(List.of("name", "id")));
        String name = type.flatMap(part -> part.needed("name", "name the note type as Anki is to show it"))
                .orElse("");
        String id = type.flatMap(part -> part.needed("id", "choose 13 digits once, such as 1700000000101"))
                .orElse("1000000000000");
        if (!id.matches("1[0-9]{12}")) {
            note.error("the note type's id is \"" + id + "\"", "choose 13 digits that begin with 1, and keep them");
            id = "1000000000000";
        } else if (type.isPresent() && !(types.add(id) && types.add(name.toLowerCase(Locale.ROOT)))) {
            note.error("two notes have the same type name or id", "give each note a type of its own");
        }
        return files.noteType(note, Long.parseLong(id), name, fields);
    }

    private static List<Deck.Field> fields(YamlPart note) {
        List<Deck.Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlPart part : note.list("fields")) {
            Deck.Field field = field(part);
            String folded = field.name().toLowerCase(Locale.ROOT);
            if (!names.add(folded)) {
                part.error("the field \"" + field.name() + "\" is there twice", "give one of them another name");
            }
            if (TAKEN.contains(folded) || !field.name().matches("[^:{}\"#^/\\s]([^:{}\"]*[^:{}\"\\s])?")) {
                part.error(
                        "a field cannot be called \"" + field.name() + "\"",
                        "Anki keeps names such as Tags for itself, and : { } \" # ^ / mean something in templates");
            }
            fields.add(field);
        }
        if (fields.isEmpty()) {
            note.error("\"fields\" is missing", "list the note's fields; the first one must never be empty");
        }
        return fields;
    }

    private static Deck.Field field(YamlPart part) {
        part.only(List.of("name", "from", "text", "each", "join", "html"));
        Optional<String> from = part.text("from");
        Optional<String> text = part.text("text");
        String name = part.needed("name", "a field is { name: …, from: path }").orElse("?");
        if (from.isPresent() == text.isPresent()) {
            part.error(
                    "the field \"" + name + "\" needs either \"from\" or \"text\"", "say where its value comes from");
        }
        if (text.isPresent()
                && (part.part("each").isPresent() || part.part("join").isPresent())) {
            part.error("\"each\" and \"join\" go with \"from\"", "remove them, or replace \"text\" by \"from\"");
        }
        String html = part.text("html").orElse("");
        if (part.part("html").isPresent() && !html.equals("safe")) {
            part.error(
                    "\"html\" is \"" + html + "\"",
                    "write html: safe, or leave it out to have all text shown as it is");
        }
        return new Deck.Field(
                name,
                from.orElse(null),
                new TextPattern(text.or(() -> part.text("each")).orElse("{.}")),
                part.text("join").orElse(", "),
                html.equals("safe"));
    }
}
