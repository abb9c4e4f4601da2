package io.cama.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code requirements.tsv}: row, promise, proof. A proof is {@code Class#method}, {@code Class}, a file, or {@code not built: why}. */
class RequirementsTest {
    private static final Pattern COMMA = Pattern.compile(",\\s*");
    private static final Pattern TAB = Pattern.compile("\t");
    private static final Pattern HASH = Pattern.compile("#");
    private static final Path TABLE = Path.of("src/test/resources/requirements.tsv");

    @Test
    void everyProofExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (List<String> row : rows()) {
            for (String proof : COMMA.splitAsStream(row.get(2)).toList()) {
                if (!proof.startsWith("not built:") && !exists(proof)) {
                    missing.add(row.get(0) + ": " + proof);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void noRowStandsTwiceAndEachSaysItsPromise() throws IOException {
        Set<String> ids = new HashSet<>();

        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row).hasSize(3);
            assertThat(ids.add(row.get(0))).as(row.get(0)).isTrue();
            assertThat(row.get(1)).isNotBlank();
        });
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> TAB.splitAsStream(line).toList())
                .toList();
    }

    /** Whether a proof is there. */
    static boolean exists(String proof) throws IOException {
        if (proof.contains("/") || proof.contains(".")) {
            return Files.exists(Path.of(proof));
        }
        List<String> parts = HASH.splitAsStream(proof).toList();
        try (var files = Files.walk(Path.of("src/test"))) {
            for (Path file :
                    files.filter(f -> f.endsWith(parts.get(0) + ".java")).toList()) {
                if (parts.size() == 1 || Files.readString(file).contains(" " + parts.get(1) + "(")) {
                    return true;
                }
            }
        }
        return false;
    }
}
