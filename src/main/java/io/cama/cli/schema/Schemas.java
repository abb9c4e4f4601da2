package io.cama.cli.schema;

import io.cama.cli.shell.JsonText;
import io.cama.config.source.ConfigReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas there are. A new one is a file {@code io/cama/schema/<kind>.schema.json} and a word here. */
public final class Schemas {
    private static final String SETTINGS = "settings";
    private static final List<String> FILES = List.of("prompt", "input", "outputs", "deck");

    private Schemas() {}

    /** What there are schemas of. */
    public static List<String> kinds() {
        List<String> kinds = new ArrayList<>(FILES);
        kinds.add(SETTINGS);
        return kinds;
    }

    /**
     * A schema, JSON Schema draft 7.
     *
     * @param kind one of {@link #kinds}
     */
    public static String of(String kind) {
        if (kind.equals(SETTINGS)) {
            return JsonText.of(settings(ConfigReference.packaged())) + "\n";
        }
        String path = "/io/cama/schema/" + kind + ".schema.json";
        try (InputStream in = Schemas.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no schema of " + kind);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** Writes those of a job's files into a folder, each whole or not at all. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String kind : FILES) {
            Path half = Files.createTempFile(folder, ".half-", ".tmp");
            Files.writeString(half, of(kind));
            Files.move(half, folder.resolve(kind + ".schema.json"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Made of the reference, so that it knows every key. */
    private static Map<String, Object> settings(ConfigReference reference) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (ConfigReference.Entry entry : reference.entries()) {
            Map<String, Object> key = new LinkedHashMap<>();
            key.put(
                    "description",
                    entry.meaning() + (entry.effect().isEmpty() ? "" : " Takes effect: " + entry.effect() + "."));
            key.put("default", entry.value());
            keys.put(entry.key(), key);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "config/cama.properties");
        schema.put("type", "object");
        schema.put("properties", keys);
        schema.put("patternProperties", Map.of("^cama\\.provider\\.", Map.of(), "^(?!cama\\.)", Map.of()));
        schema.put("additionalProperties", false);
        return schema;
    }
}
