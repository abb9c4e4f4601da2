package io.cama.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.DeadLetter;
import io.cama.model.Finding;
import io.cama.model.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
    private final Path folder;

    OutputsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void listsTheFormatsWhenAskedForAnUnknownOne() {
        assertThatThrownBy(() -> Outputs.named("xml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no output format \"xml\"; use one of json, jsonl, tsv, csv, md, apkg, html");
    }

    @Test
    void findsNothingWrongWithTheSample() {
        assertThat(Outputs.findings(Samples.FOLDER, Outputs.names())).isEmpty();
    }

    @Test
    void needsNoFileForAllButDecks() {
        assertThat(Outputs.findings(folder, List.of("json", "jsonl", "tsv", "csv")))
                .isEmpty();
        assertThat(Outputs.findings(folder, List.of("apkg")))
                .extracting(Finding::message)
                .containsExactly("is not there, but the job's outputs name apkg");
    }

    @Test
    void suggestsTheKeyThatWasMeant() throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), """
                tvs: { rows: cards }
                tsv:
                  colums: [ a ]
                  rows: [ 1 ]
                csv: { columns: [ a, { name: A, from: b }, { form: c } ], formulas: maybe }
                json: { indent: 2 }
                """);

        assertThat(Outputs.findings(folder, List.of("tsv", "csv", "json", "exel")))
                .extracting(Finding::toString)
                .map(text -> text.replace(folder.toString(), ""))
                .containsExactly(
                        "/outputs.yaml:1: error: there is no key \"tvs\"\n  Do: did you mean \"tsv\"?",
                        "/outputs.yaml:3: error: there is no key \"colums\"\n  Do: did you mean \"columns\"?",
                        "/outputs.yaml:4: error: \"rows\" should be one text or number",
                        "/outputs.yaml:5: error: the column \"A\" is there twice\n  Do: give one of them another name",
                        "/outputs.yaml:5: error: there is no key \"form\"\n  Do: did you mean \"from\"?",
                        "/outputs.yaml:5: error: \"name\" is missing\n"
                                + "  Do: a column is a name, or { name: …, from: path }",
                        "/outputs.yaml:5: error: \"formulas\" is \"maybe\"\n  Do: write safe or asis",
                        "/outputs.yaml:6: error: there is no key \"indent\"\n  Do: use one of list, meta, fields",
                        ": error: the job's outputs name \"exel\", which is no format\n"
                                + "  Do: use one of json, jsonl, tsv, csv, md, apkg, html");
    }

    @Test
    void saysWhereYamlIsBroken() throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), "tsv:\n  columns: [ a\njson: {}\n");

        assertThat(Outputs.findings(folder, List.of("tsv")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isPositive())
                .extracting(Finding::message)
                .asString()
                .startsWith("is no valid YAML");
    }

    @Test
    void saysThatAFileIsNoText() throws IOException {
        Files.write(folder.resolve("outputs.yaml"), new byte[] {'a', ':', (byte) 0xff, 0});

        assertThat(Outputs.findings(folder, List.of("tsv")))
                .extracting(Finding::hint)
                .containsExactly("save it as UTF-8 text");
    }

    @Test
    void refusesAKeyGivenTwiceAndAFileThatIsNoMap() throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), "json: {}\njson: {}\ntsv: 5\n");
        assertThat(Outputs.findings(folder, List.of("tsv")))
                .extracting(Finding::message)
                .containsExactly("\"json\" is given twice", "should hold keys and values");
    }

    @Test
    void writesADeadLetterALine() throws IOException {
        var out = new ByteArrayOutputStream();
        var letter = new DeadLetter(
                "r-7",
                "r",
                "korean",
                7,
                8,
                "{\n\"term\":\"눈\",\"n\":1.10}",
                Reason.INVALID_JSON,
                "no JSON",
                2,
                List.of("I cannot", "{\"a\":"),
                Instant.parse("2026-01-01T00:00:00Z"));

        long lines = DeadLetterLines.write(List.of(letter, letter).iterator(), out);

        assertThat(lines).isEqualTo(2);
        String line = "{\"item\":{\"term\":\"눈\",\"n\":1.10},\"position\":7,\"line\":8,\"reason\":\"INVALID_JSON\","
                + "\"message\":\"no JSON\",\"hint\":\"the reply is no JSON; say so more plainly in the prompt\","
                + "\"attempts\":2,\"replies\":[\"I cannot\",\"{\\\"a\\\":\"],\"at\":\"2026-01-01T00:00:00Z\","
                + "\"error\":{\"category\":\"validation\",\"severity\":\"retryable\",\"code\":\"INVALID_JSON\","
                + "\"message\":\"no JSON\",\"hint\":\"the reply is no JSON; say so more plainly in the prompt\","
                + "\"details\":{\"id\":\"r-7\",\"job\":\"korean\",\"run\":\"r\",\"position\":7,\"line\":8,\"attempts\":2}},"
                + "\"retry_after\":null,\"timestamp\":\"2026-01-01T00:00:00Z\"}\n";
        assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(line + line);
    }
}
