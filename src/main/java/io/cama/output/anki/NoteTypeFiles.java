package io.cama.output.anki;

import io.cama.model.Finding;
import io.cama.output.anki.store.CardTemplate;
import io.cama.output.anki.store.NoteType;
import io.cama.output.value.YamlPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The templates and the style sheet of a note type, which are files of the folder {@code deck/}. */
final class NoteTypeFiles {
    private static final Set<String> BUILT_IN = Set.of("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID");

    private final Path folder;

    NoteTypeFiles(Path folder) {
        this.folder = folder;
    }

    /** The note type, whose templates name no field that it does not have. */
    NoteType noteType(YamlPart note, long id, String name, List<String> fields) {
        List<NoteType.Template> templates = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlPart part : note.list("templates")) {
            part.only(List.of("name", "front", "back"));
            String card = part.needed("name", "name the kind of card, such as Recognition")
                    .orElse("?");
            if (!names.add(card.toLowerCase(Locale.ROOT))) {
                part.error("the template \"" + card + "\" is there twice", "give one of them another name");
            }
            CardTemplate front = template(part, "front", fields, BUILT_IN);
            Set<String> behind = new HashSet<>(BUILT_IN);
            behind.add("FrontSide");
            templates.add(new NoteType.Template(card, front, template(part, "back", fields, behind)));
            if (!front.source().isEmpty() && !front.shows(new HashSet<>(fields))) {
                part.error("the front of \"" + card + "\" shows no field", "put {{" + first(fields) + "}} into it");
            }
        }
        if (templates.isEmpty()) {
            note.error("\"templates\" is missing", "list at least one { name: …, front: file, back: file }");
        }
        String css = note.part("css").isPresent() ? text(note, "css") : "";
        return new NoteType(id, name, fields, templates, css);
    }

    private CardTemplate template(YamlPart part, String side, List<String> fields, Set<String> builtIn) {
        String source = text(part, side);
        String file = folder.resolve(part.text(side).orElse(side)).toString();
        CardTemplate template = CardTemplate.parse(source, (line, message) -> part.findings()
                .add(Finding.error(file, line, message, "give each {{#Field}} its {{/Field}}, inner ones first")));
        for (CardTemplate.Node node : template.mentions()) {
            String field = node instanceof CardTemplate.Place place ? place.field() : "";
            int line = node instanceof CardTemplate.Place place ? place.line() : 0;
            if (node instanceof CardTemplate.Section section) {
                field = section.field();
                line = section.line();
            } else if (node instanceof CardTemplate.Place place
                    && place.filters().contains("cloze")) {
                part.findings()
                        .add(Finding.error(
                                file, line, "uses {{cloze:…}}", "cloze notes cannot be made; show the field"));
            }
            if (!fields.contains(field) && !builtIn.contains(field)) {
                part.findings()
                        .add(Finding.error(
                                file,
                                line,
                                "names the field \"" + field + "\", which the note does not have",
                                "use one of " + String.join(", ", fields)));
            }
        }
        return template;
    }

    private String text(YamlPart part, String key) {
        String name = part.needed(key, "name a file of the folder deck/").orElse("");
        if (name.isEmpty()) {
            return "";
        }
        Path file = folder.resolve(name).normalize();
        if (!folder.normalize().equals(file.getParent()) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            part.error("\"" + key + "\" names \"" + name + "\", which is no file of " + folder, "put the file there");
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            part.error("cannot read " + file + ": " + unreadable.getMessage(), "save it as UTF-8 text");
            return "";
        }
    }

    private static String first(List<String> fields) {
        return fields.isEmpty() ? "Field" : fields.get(0);
    }
}
