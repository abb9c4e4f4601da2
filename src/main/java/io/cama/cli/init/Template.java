package io.cama.cli.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a job can begin as. Its files lie in {@code io/cama/template/<name>}; a new one is a folder there and a line here. */
enum Template {
    ANKI("An Anki card from each row", "card", true),
    ENRICH("What a model knows of each row, in columns beside it", "facts", false),
    TEXTS("Title, summary and key points of each text", "summary", false),
    BLANK("One prompt, to be written by you", "answer", false);

    private static final List<String> DECK = List.of("deck.yaml", "deck/front.html", "deck/back.html", "deck/deck.css");

    private final String description;
    private final String prompt;
    private final boolean deck;

    Template(String description, String prompt, boolean deck) {
        this.description = description;
        this.prompt = prompt;
        this.deck = deck;
    }

    static Optional<Template> named(String name) {
        return Arrays.stream(values())
                .filter(template -> template.word().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Template::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    /** Names that no column may have: that of its prompt, under which the answer is added to the row. */
    Set<String> taken() {
        return Set.of(prompt);
    }

    /** Its files by name; what is to be filled in stands between {@code @} and {@code @}. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String file : List.of("job.camel.yaml", prompt + ".prompt", "outputs.yaml", "README.md")) {
            texts.put(file, text(file));
        }
        if (deck) {
            DECK.forEach(file -> texts.put(file, text(file)));
        }
        return texts;
    }

    /** A file to try it with: {@code example.csv}. */
    String example() {
        return text("example.csv");
    }

    private String text(String file) {
        String path = "/io/cama/template/" + word() + "/" + file;
        try (InputStream in = Template.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
