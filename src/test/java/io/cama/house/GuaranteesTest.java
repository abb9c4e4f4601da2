package io.cama.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of guarantees and the tests it names. */
class GuaranteesTest {
    private static final Path PAGE = Path.of("src/docs/guarantees.md");
    private static final Pattern HEADING = Pattern.compile("## G(\\d+) \\S.*");
    private static final Pattern PROOF = Pattern.compile("`(\\w+#\\w+)`");
    private static final Pattern PROFILE = Pattern.compile("mvn -P(\\w+) verify");
    private static final Pattern CHOSEN = Pattern.compile("-Dtest=(\\w+)");
    private static final Pattern KEY = Pattern.compile("-D(cama\\.faults\\.\\w+)");
    private static final Pattern SETTING = Pattern.compile("`(cama\\.[a-z.-]+)`");

    @Test
    void thereAreTenAndEachHasAProofAndAControl() throws IOException {
        Map<Integer, List<String>> guarantees = guarantees();

        assertThat(guarantees.keySet())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).boxed().toList());
        assertThat(guarantees).allSatisfy((number, lines) -> {
            assertThat(proofs(lines, "- In every build: ")).as("G" + number).isNotEmpty();
            assertThat(proofs(lines, "- Control: ")).as("G" + number).isNotEmpty();
        });
    }

    @Test
    void everyTestOnThePageExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String proof : new TreeSet<>(all(PROOF))) {
            if (!RequirementsTest.exists(proof)) {
                missing.add(proof);
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsSaidToRunInEveryBuildDoes() throws IOException {
        for (Map.Entry<Integer, List<String>> guarantee : guarantees().entrySet()) {
            for (String proof : proofs(guarantee.getValue(), "- In every build: ")) {
                assertThat(isLeftForFaults(proof))
                        .as("G%d: %s", guarantee.getKey(), proof)
                        .isFalse();
            }
            for (String proof : proofs(guarantee.getValue(), "- With faults: ")) {
                assertThat(isLeftForFaults(proof))
                        .as("G%d: %s", guarantee.getKey(), proof)
                        .isTrue();
            }
        }
    }

    @Test
    void theCommandsOnThePageWork() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(all(PROFILE)).isNotEmpty().allSatisfy(profile -> assertThat(pom)
                .contains("<id>" + profile + "</id>"));
        for (String test : all(CHOSEN)) {
            String source = String.join("", sources(test));
            assertThat(source).contains("@Tag(\"faults\")");
            for (String key : keysBeside(test)) {
                assertThat(source).as(test).contains('"' + key + '"');
            }
        }
        String settings = Files.readString(Path.of("config/cama.properties"));
        assertThat(all(SETTING)).allSatisfy(key -> assertThat(settings).contains("\n" + key + " ="));
    }

    @Test
    void readmeAndGuideLeadToThePage() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("(src/docs/guarantees.md)");
        assertThat(Files.readString(Path.of("src/docs/guide.md"))).contains("(guarantees.md)");
    }

    private static Map<Integer, List<String>> guarantees() throws IOException {
        Map<Integer, List<String>> guarantees = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                lines = new ArrayList<>();
                guarantees.put(Integer.valueOf(heading.group(1)), lines);
            } else if (line.startsWith("## ")) {
                lines = new ArrayList<>();
            } else {
                lines.add(line);
            }
        }
        return guarantees;
    }

    private static List<String> proofs(List<String> lines, String kind) {
        return lines.stream()
                .filter(line -> line.startsWith(kind))
                .flatMap(line -> PROOF.matcher(line).results().map(found -> found.group(1)))
                .toList();
    }

    private static List<String> all(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> keysBeside(String test) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.contains("-Dtest=" + test))
                .flatMap(line -> KEY.matcher(line).results().map(found -> found.group(1)))
                .toList();
    }

    /** Whether the class of a test, or the test itself, carries the tag. */
    private static boolean isLeftForFaults(String proof) throws IOException {
        int hash = proof.indexOf('#');
        String method = " " + proof.substring(hash + 1) + "(";
        String source = sources(proof.substring(0, hash)).stream()
                .filter(text -> text.contains(method))
                .findFirst()
                .orElseThrow();
        String test = source.substring(0, source.indexOf(method));
        String annotations = test.substring(Math.max(test.lastIndexOf("\n\n"), 0));
        String head = source.substring(0, source.indexOf("class "));
        return (head + annotations).contains("@Tag(\"faults\")");
    }

    /** The texts of the test classes of that name, of which there may be several in different packages. */
    private static List<String> sources(String test) throws IOException {
        List<String> texts = new ArrayList<>();
        try (var files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(f -> f.endsWith(test + ".java")).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }
}
