package io.cama.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A key that tests give to the program in its environment. It may be found nowhere afterwards. */
public final class PlantedKey {
    /** Name of the environment variable. */
    public static final String VARIABLE = "CAMA_PLANTED_KEY";

    /** In two parts, so that no class file holds it whole. */
    public static final String KEY = String.join("-", "sk", "planted", "5b1f0c77d2e94a63");

    private PlantedKey() {}

    /** An environment that holds the key. */
    public static Map<String, String> environment() {
        return Map.of(VARIABLE, KEY);
    }

    /** The files below a folder, names included, that hold the key. */
    public static List<Path> traces(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(PlantedKey::holdsIt).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsIt(Path file) {
        if (String.valueOf(file.getFileName()).contains(KEY)) {
            return true;
        }
        try {
            return Files.isRegularFile(file)
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(KEY);
        } catch (IOException gone) {
            return false;
        }
    }
}
