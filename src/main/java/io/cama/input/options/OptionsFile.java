package io.cama.input.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code input.yaml} says, and what is wrong with it.
 *
 * @param options as far as they could be read
 */
record OptionsFile(InputOptions options, List<Finding> findings) {
    static OptionsFile read(Path path) throws IOException {
        Keys keys = new Keys(path.toString());
        if (Files.exists(path)) {
            try {
                keys.parse(Files.readString(path));
            } catch (JsonProcessingException e) {
                int line = e.getLocation() == null
                        ? 0
                        : Math.max(0, e.getLocation().getLineNr());
                keys.notYaml(line, e.getOriginalMessage().lines().findFirst().orElse(""));
                return new OptionsFile(InputOptions.NONE, keys.findings());
            }
        }
        InputOptions options = interpret(keys);
        return new OptionsFile(options, keys.findings());
    }

    private static InputOptions interpret(Keys keys) {
        Words words = new Words();
        for (String key : keys.names()) {
            if (!Words.KEYS.contains(key)) {
                String near = words.nearest(key);
                String hint =
                        near == null ? "known keys: " + String.join(", ", Words.KEYS) : "did you mean " + near + "?";
                keys.error(key, "unknown key \"" + key + "\"", hint);
            }
        }
        String text = keys.scalar("text", "text: term");
        InputOptions options = new InputOptions(
                word(keys, "charset", words::charset, "charset: CP949"),
                word(keys, "format", words::format, "format: csv  (or tsv, json, jsonl, text)"),
                word(
                        keys,
                        "delimiter",
                        words::delimiter,
                        "delimiter: \";\"  (one character, or tab, comma, semicolon, pipe)"),
                keys.flag("header"),
                keys.flag("quotes"),
                keys.texts("columns", "columns: [position, term, type]"),
                keys.textsByName("aliases", "aliases: { term: [word, hangul] }"),
                keys.scalarsByName("values", "values: { type: { n: noun } }"),
                keys.scalars("defaults", "defaults: { type: unknown }"),
                text == null ? InputOptions.NONE.text() : text);
        List<String> columns = options.columns();
        if (columns.stream().distinct().count() < columns.size()) {
            keys.error("columns", "columns names one column twice", "give each column its own name");
        }
        if (options.header() && !columns.isEmpty()) {
            keys.warning("columns", "columns is ignored, since files have a header", "add  header: false");
        }
        return options;
    }

    private static <T> @Nullable T word(Keys keys, String key, Words.Meaning<T> meaning, String example) {
        String word = keys.scalar(key, example);
        T found = word == null ? null : meaning.of(word);
        if (word != null && found == null) {
            keys.error(key, key + ": \"" + word + "\" is not known", "write for example  " + example);
        }
        return found;
    }
}
