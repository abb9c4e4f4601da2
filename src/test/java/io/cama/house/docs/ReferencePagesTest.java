package io.cama.house.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {
    private static final String AGAIN =
            "the page is behind the code; write it again: mvn -Pfast test -Dtest=ReferencePagesTest -Dcama.docs.write";

    @Test
    void theReferenceOfSettingsSaysWhatThePropertiesFileSays() throws IOException {
        holds("configuration.md", ReferencePages.configuration(Files.readString(Path.of("config/cama.properties"))));
    }

    @Test
    void theReferenceOfCommandsSaysWhatTheCommandsSay() throws IOException {
        holds("cli.md", ReferencePages.commands());
    }

    @Test
    void theReferenceOfTheApiSaysWhatItsDocumentSays() throws IOException {
        Path document = Path.of("src/main/resources/cama/openapi.yaml");
        Assumptions.assumeTrue(Files.exists(document), "there is no API");

        holds("api.md", ApiPage.of(Files.readString(document)));
    }

    private static void holds(String name, String expected) throws IOException {
        Path page = Path.of("src/docs", name);
        if (System.getProperty("cama.docs.write") != null) {
            Files.writeString(page, expected);
        }
        List<String> written = Files.exists(page) ? Files.readAllLines(page) : List.of();
        assertThat(expected.lines().filter(line -> !written.contains(line)))
                .as("%s lacks; %s", page, AGAIN)
                .isEmpty();
        assertThat(written)
                .as("%s; %s", page, AGAIN)
                .containsExactlyElementsOf(expected.lines().toList());
    }
}
