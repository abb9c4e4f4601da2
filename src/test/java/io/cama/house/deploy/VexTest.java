package io.cama.house.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a release says about advisories on Camel is true of the libraries it is made of. */
class VexTest {
    private static final Pattern PURL = Pattern.compile("pkg:maven/org\\.apache\\.camel/([a-z0-9-]+)@(.+)");

    /** The values of OpenVEX 0.2.0. */
    private static final Set<String> JUSTIFICATIONS = Set.of(
            "component_not_present",
            "vulnerable_code_not_present",
            "vulnerable_code_not_in_execute_path",
            "vulnerable_code_cannot_be_controlled_by_adversary",
            "inline_mitigations_already_exist");

    private final JsonNode vex;

    VexTest() throws IOException {
        vex = new ObjectMapper().readTree(Files.readString(Path.of("src/deploy/release/vex.json")));
    }

    private static Set<String> archives() {
        Set<String> archives = new HashSet<>();
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.startsWith("camel-"))
                .forEach(name -> archives.add(name.replaceFirst("\\.jar$", "")));
        return archives;
    }

    @Test
    void everyStatementIsWhole() {
        assertThat(vex.path("@context").asText()).isEqualTo("https://openvex.dev/ns/v0.2.0");
        Set<String> seen = new HashSet<>();
        assertThat(vex.path("statements")).hasSizeGreaterThan(20).allSatisfy(statement -> {
            String name = statement.at("/vulnerability/name").asText();
            assertThat(name).matches("CVE-\\d{4}-\\d{4,}|CAMEL-\\d+");
            assertThat(seen.add(name)).as(name).isTrue();
            boolean fixed = statement.path("status").asText().equals("fixed");
            assertThat(statement.path("status").asText()).isIn("fixed", "not_affected");
            assertThat(fixed
                            || JUSTIFICATIONS.contains(
                                    statement.path("justification").asText()))
                    .as(name)
                    .isTrue();
            assertThat(statement
                            .path(fixed ? "status_notes" : "impact_statement")
                            .asText())
                    .as(name)
                    .endsWith(".");
        });
    }

    @Test
    void whatIsSaidToBeMissingIsMissingAndWhatIsSaidToBeThereIsThere() throws IOException {
        Set<String> archives = archives();
        String camel = Files.readString(Path.of("pom.xml")).replaceAll("(?s).*<camel.version>(.*?)<.*", "$1");
        assertThat(archives).contains("camel-main-" + camel);

        for (JsonNode statement : vex.path("statements")) {
            boolean absent = statement.path("justification").asText().equals("component_not_present");
            for (JsonNode part : statement.at("/products/0/subcomponents")) {
                var purl = PURL.matcher(part.path("@id").asText());
                assertThat(purl.matches()).isTrue();
                assertThat(purl.group(2)).isEqualTo(camel);
                String archive = purl.group(1).replace("camel-core", "camel-core-engine") + "-" + camel;
                assertThat(archives.contains(archive))
                        .as("%s: %s", statement.at("/vulnerability/name").asText(), archive)
                        .isNotEqualTo(absent);
            }
        }
    }
}
