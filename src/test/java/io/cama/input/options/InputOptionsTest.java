package io.cama.input.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputOptionsTest {
    private static Path folder(Path folder, String yaml) throws IOException {
        Files.writeString(folder.resolve(InputOptions.FILE), yaml);
        return folder;
    }

    @Test
    void readsEveryKey(@TempDir Path job) throws IOException {
        folder(job, """
                charset: CP949
                format: csv
                delimiter: ";"
                header: false
                quotes: false
                columns: [position, term, type]
                aliases: { term: [hangul, word], position: [no, nr], type: pos }
                values: { type: { n: noun, "1": one } }
                defaults: { type: unknown, level: 1 }
                text: term
                """);

        assertThat(InputOptions.findings(job)).isEmpty();
        assertThat(InputOptions.load(job))
                .isEqualTo(new InputOptions(
                        Charset.forName("x-windows-949"),
                        Format.CSV,
                        ';',
                        false,
                        false,
                        List.of("position", "term", "type"),
                        Map.of(
                                "term",
                                List.of("hangul", "word"),
                                "position",
                                List.of("no", "nr"),
                                "type",
                                List.of("pos")),
                        Map.of("type", Map.of("n", "noun", "1", "one")),
                        Map.of("type", "unknown", "level", "1"),
                        "term"));
    }

    @Test
    void isEmptyWithoutAFile(@TempDir Path job) throws IOException {
        assertThat(InputOptions.load(job)).isEqualTo(InputOptions.NONE);
        assertThat(InputOptions.findings(job)).isEmpty();
        assertThat(InputOptions.load(folder(job, "# nothing yet\n"))).isEqualTo(InputOptions.NONE);
        assertThat(InputOptions.load(folder(job, "~\n"))).isEqualTo(InputOptions.NONE);
    }

    @Test
    void suggestsTheKeyThatWasMeant(@TempDir Path job) throws IOException {
        folder(job, "text: term\nalias: { term: [word] }\ncolour: red\n");

        assertThat(InputOptions.findings(job))
                .extracting(Finding::line, Finding::message, Finding::hint)
                .satisfiesExactly(
                        one -> assertThat(one.toList())
                                .containsExactly(2, "unknown key \"alias\"", "did you mean aliases?"),
                        two -> assertThat(two.toList().toString())
                                .contains("3, unknown key \"colour\", known keys: charset"));
        assertThatThrownBy(() -> InputOptions.load(job))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("input.yaml:2: unknown key \"alias\"")
                .hasMessageContaining("Do: did you mean aliases?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "charset: klingon # charset: \"klingon\" is not known",
                "charset: '??' # charset: \"??\" is not known",
                "charset: [a] # charset has another form",
                "format: xml # format: \"xml\" is not known",
                "delimiter: ab # delimiter: \"ab\" is not known",
                "delimiter: a # delimiter: \"a\" is not known",
                "header: maybe # header has another form",
                "columns: [[a]] # columns has another form",
                "{header: false, columns: [a, a]} # columns names one column twice",
                "aliases: [a] # aliases has another form",
                "aliases: {a: {b: c}} # aliases has another form",
                "values: {type: noun} # values has another form",
                "values: {type: {n: [a]}} # values has another form",
                "defaults: {type: ~} # defaults has another form",
                "text: '' # text has another form",
                "- a # it is not a map of keys",
                "text: [ # not valid YAML",
            })
    void saysWhatIsWrong(String yaml, String message, @TempDir Path job) throws IOException {
        folder(job, yaml.replace("'", "\""));

        assertThat(InputOptions.findings(job)).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("error: " + message));
        assertThatThrownBy(() -> InputOptions.load(job)).isInstanceOf(UnreadableInput.class);
    }

    @Test
    void refusesAKeyGivenTwice(@TempDir Path job) throws IOException {
        assertThat(InputOptions.findings(folder(job, "text: a\ntext: b\n")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("Duplicate field 'text'"));
    }

    @ParameterizedTest
    @CsvSource({"tab,9", "comma,44", "semicolon,59", "Pipe,124", ":,58"})
    void knowsDelimitersByName(String word, int code) {
        assertThat(new Words().delimiter(word)).isEqualTo((char) code);
    }

    @ParameterizedTest
    @CsvSource({"EUC-KR,x-windows-949", "uhc,x-windows-949", "utf-8,UTF-8", "Shift_JIS,Shift_JIS"})
    void knowsCharsetsByTheirUsualNames(String word, String name) {
        assertThat(new Words().charset(word)).isEqualTo(Charset.forName(name));
    }

    @Test
    void refusesLimitsThatLetNothingThrough() {
        assertThatThrownBy(() -> new InputLimits(10, 0, 0)).hasMessageContaining("10 bytes, 0 columns, depth 0");
    }
}
