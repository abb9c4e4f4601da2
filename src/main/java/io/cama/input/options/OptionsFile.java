package io.cama.input.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cama.input.choose.Priority;
import io.cama.input.document.ChunkSize;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code input.yaml} says, and what is wrong with it.
 *
 * @param options as far as they could be read
 */
record OptionsFile(InputOptions options, List<Finding> findings) {
    private static final List<String> CHUNK_KEYS = List.of("size", "overlap", "least");
    private static final String CHUNK = "chunk: { size: 4000, overlap: 200, least: 400 }";

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
        InputOptions options = interpret(keys, new RowKeys(keys, path));
        return new OptionsFile(options, keys.findings());
    }

    private static InputOptions interpret(Keys keys, RowKeys rows) {
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
                word(keys, "format", words::format, "format: csv  (or tsv, json, jsonl, text, document)"),
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
                text == null ? InputOptions.NONE.text() : text,
                chunks(keys),
                rows.rules(),
                Priority.of(
                        keys.scalarsByName(Priority.NAME, "priority: { urgent: { type: \"^fix$\" }, normal: {} }"),
                        (message, hint) -> keys.error(Priority.NAME, message, hint)),
                keys.texts("statistics", "statistics: [type]"));
        List<String> columns = options.columns();
        if (columns.stream().distinct().count() < columns.size()) {
            keys.error("columns", "columns names one column twice", "give each column its own name");
        }
        if (options.format() != Format.DOCUMENT && keys.names().contains("chunk")) {
            keys.warning("chunk", "chunk is ignored, since files are no documents", "add  format: document");
        }
        return options;
    }

    private static ChunkSize chunks(Keys keys) {
        Map<String, String> given = keys.scalars("chunk", CHUNK);
        int[] sizes = {ChunkSize.DEFAULT.size(), ChunkSize.DEFAULT.overlap(), ChunkSize.DEFAULT.least()};
        try {
            given.forEach((name, value) -> sizes[CHUNK_KEYS.indexOf(name)] = Integer.parseInt(value));
            return new ChunkSize(
                    sizes[0],
                    given.containsKey("overlap") ? sizes[1] : Math.min(sizes[1], sizes[0] / 2),
                    given.containsKey("least") ? sizes[2] : Math.min(sizes[2], sizes[0]));
        } catch (NumberFormatException | IndexOutOfBoundsException notKnown) {
            keys.error("chunk", "chunk holds whole numbers under " + CHUNK_KEYS + " and nothing else", CHUNK);
        } catch (IllegalArgumentException outOfRange) {
            keys.error("chunk", "chunk: " + outOfRange.getMessage(), CHUNK);
        }
        return ChunkSize.DEFAULT;
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
