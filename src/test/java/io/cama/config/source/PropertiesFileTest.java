package io.cama.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PropertiesFileTest {
    @Test
    void knowsTheLineOfEachKey() {
        var file = PropertiesFile.parse("x", "\n# one\na = 1\n\nb=2\\\n  3\nc: caf\u00e9 \\u00e9\n");

        assertThat(file.lines())
                .containsExactly(
                        new PropertiesFile.Line("a", "1", 3, List.of("one")),
                        new PropertiesFile.Line("b", "23", 5, List.of()),
                        new PropertiesFile.Line("c", "caf\u00e9 \u00e9", 7, List.of()));
        assertThat(file.findings()).isEmpty();
    }

    @Test
    void givesTheKeysOfABlockTheirCommonComment() {
        var file = PropertiesFile.parse("x", "# far\n\n# both\n! of them\na=1\nb=2\n# last\nc=3");

        assertThat(file.lines())
                .extracting(PropertiesFile.Line::comment)
                .containsExactly(List.of("both", "of them"), List.of("both", "of them"), List.of("last"));
    }

    @Test
    void keepsABackslashThatIsItselfEscapedAtTheEndOfALine() {
        var file = PropertiesFile.parse("x", "a=c:\\\\\nb=2");

        assertThat(file.lines())
                .extracting(PropertiesFile.Line::key, PropertiesFile.Line::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "c:\\"),
                        org.assertj.core.groups.Tuple.tuple("b", "2"));
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(PropertiesFile.parse("x", "\uFEFFa=1").lines())
                .extracting(PropertiesFile.Line::key)
                .containsExactly("a");
    }

    @Test
    void reportsALineThatCannotBeReadAndGoesOn() {
        var file = PropertiesFile.parse("my.properties", "a=\\uZZZZ\nb=2");

        assertThat(file.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("my.properties");
            assertThat(finding.line()).isEqualTo(1);
        });
        assertThat(file.lines()).extracting(PropertiesFile.Line::key).containsExactly("b");
    }

    @Test
    void warnsOfAKeySetTwice() {
        assertThat(PropertiesFile.parse("x", "a=1\na=2").findings())
                .singleElement()
                .hasToString("x:2: warning: a is set twice\n  Do: keep one; this later one counts");
    }
}
