package io.cama.output.anki;

import io.cama.output.OutputJob;
import io.cama.output.Row;
import io.cama.output.anki.store.CardTemplate;
import io.cama.output.anki.store.NoteType;
import io.cama.output.value.Html;
import io.cama.output.value.Scope;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes the notes of an item after one recipe. */
final class NoteMaker {
    private static final String BETWEEN_KEYS = "\u001f";

    private final Deck.Recipe recipe;
    private final OutputJob job;

    NoteMaker(Deck.Recipe recipe, OutputJob job) {
        this.recipe = recipe;
        this.job = job;
    }

    /**
     * The notes of the row that Anki can show.
     *
     * @param first running number of the first of them
     * @param leftOut is told of those that have nothing in their first field or would give no card
     */
    List<NoteType.Note> notes(Row row, long first, LeftOut leftOut) {
        Scope item = Scope.of(first, row.values());
        if (recipe.rows() == null) {
            return note(row, item, leftOut).stream().toList();
        }
        List<NoteType.Note> notes = new ArrayList<>();
        for (Object element : item.list(recipe.rows())) {
            Scope scope = Scope.of(first + notes.size(), row.values()).within(element);
            note(row, scope, leftOut).ifPresent(notes::add);
        }
        return notes;
    }

    private Optional<NoteType.Note> note(Row row, Scope scope, LeftOut leftOut) {
        NoteType type = recipe.type();
        List<String> fields =
                recipe.fields().stream().map(field -> html(field, scope)).toList();
        if (Html.strip(fields.get(0)).isBlank()) {
            leftOut.add(
                    row,
                    recipe,
                    "has nothing in its first field \"" + type.fields().get(0) + "\"");
            return Optional.empty();
        }
        List<Integer> cards = cards(type, fields);
        if (cards.isEmpty()) {
            leftOut.add(row, recipe, "gives no card: the front of each template is empty");
            return Optional.empty();
        }
        return Optional.of(new NoteType.Note(
                type,
                identity(row, scope),
                recipe.deck().fill(path -> Tags.flat(text(scope, path))),
                fields,
                Tags.of(recipe.tags(), recipe.tagsFrom(), scope),
                cards));
    }

    private static List<Integer> cards(NoteType type, List<String> fields) {
        Set<String> filled = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!CardTemplate.blank(fields.get(i))) {
                filled.add(type.fields().get(i));
            }
        }
        List<Integer> cards = new ArrayList<>();
        for (int i = 0; i < type.templates().size(); i++) {
            if (type.templates().get(i).front().shows(filled)) {
                cards.add(i);
            }
        }
        return cards;
    }

    private String identity(Row row, Scope scope) {
        Scope item = Scope.of(0, row.values());
        String key = job.key().isEmpty()
                ? Long.toString(row.position())
                : job.key().stream()
                        .map(field -> Html.clean(Scope.plain(item.get(field))))
                        .collect(Collectors.joining(BETWEEN_KEYS));
        return String.join("\n", job.job(), key, recipe.kind().fill(path -> Html.clean(text(scope, path))));
    }

    private static String html(Deck.Field field, Scope scope) {
        UnaryOperator<String> harmless = field.safe() ? Html::filter : Html::escape;
        String html = field.from() == null
                ? field.pattern().fill(path -> harmless.apply(text(scope, path)))
                : scope.list(field.from()).stream()
                        .map(scope::within)
                        .map(inner -> field.pattern().fill(path -> harmless.apply(text(inner, path))))
                        .filter(element -> !element.isEmpty())
                        .collect(Collectors.joining(field.join()));
        return Normalizer.normalize(html, Normalizer.Form.NFC)
                .replace("\u001f", "")
                .replace("{{", "&#123;&#123;")
                .replace("}}", "&#125;&#125;");
    }

    private static String text(Scope scope, String path) {
        return Scope.readable(scope.get(path));
    }

    /** The notes that did not get into a package, so that one of them does not keep all others back. */
    static final class LeftOut {
        private long count;
        private String first = "";

        private void add(Row row, Deck.Recipe recipe, String seen) {
            if (count++ == 0) {
                first = "the note \"" + recipe.kind().source() + "\" of item " + row.position() + " " + seen;
            }
        }

        long count() {
            return count;
        }

        /** What is wrong with the first of them; empty if there is none. */
        String first() {
            return first;
        }
    }
}
