package io.cama.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {
    @ParameterizedTest
    @CsvSource({
        "1 to 64, NUMBER",
        "100ms to 1h, DURATION",
        "1KB to 64MB, SIZE",
        "comma-separated folders, LIST",
        "URL or builtin, URL",
        "key reference, KEY",
        "path of a file, TEXT"
    })
    void knowsHowAValueIsWrittenFromTheWordsOfTheRange(String text, Range.Kind kind) {
        assertThat(Range.parse(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "1 to 64, 1",
        "1 to 64, 64",
        "0ms to 1h, 0ms",
        "0ms to 1h, 60m",
        "1KB to 4MB, 1024B",
        "1KB to 4MB, 4MB",
        "any text, whatever",
        "comma-separated x, ''"
    })
    void acceptsItsBoundsAndWhatLiesBetween(String range, String value) {
        assertThat(Range.parse(range).problem(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1 to 64, 0", "1 to 64, 65", "100ms to 1h, 99ms", "0ms to 1h, 2h", "1KB to 4MB, 1023B"})
    void saysThatAValueIsOutside(String range, String value) {
        assertThat(Range.parse(range).problem(value)).contains("\"" + value + "\" is outside " + range);
    }

    @ParameterizedTest
    @CsvSource({
        "1 to 64, two, is no whole number",
        "1 to 64, '', is no whole number",
        "0ms to 1h, 60, is no duration",
        "1KB to 4MB, 4M, is no size"
    })
    void saysThatAValueCannotBeRead(String range, String value, String problem) {
        assertThat(Range.parse(range).problem(value))
                .hasValueSatisfying(text -> assertThat(text).contains(problem));
    }

    @Test
    void takesNothingAtAllOnlyWhereItSaysSo() {
        Range optional = Range.parse("1 to 100, or empty");

        assertThat(optional.problem("")).isEmpty();
        assertThat(optional.problem("100")).isEmpty();
        assertThat(optional.problem("101")).isPresent();
        assertThat(optional.clamp("101")).isEqualTo("101");
        assertThat(Range.parse("1 to 100").problem("")).isPresent();
    }

    @Test
    void movesANumberToTheNearestBoundWhereItClamps() {
        Range range = Range.parse("1 to 11, clamped with a warning");

        assertThat(range.clamp("0")).isEqualTo("1");
        assertThat(range.clamp("99999999999999999999")).isEqualTo("11");
        assertThat(range.clamp("4")).isEqualTo("4");
        assertThat(range.clamp("four")).isEqualTo("four");
        assertThat(range.problem("12")).isEmpty();
        assertThat(range.problem("four")).isPresent();
    }

    @Test
    void leavesValuesAloneWhereItDoesNotClamp() {
        assertThat(Range.parse("1 to 11").clamp("12")).isEqualTo("12");
        assertThat(Range.parse("any text").clamp("12")).isEqualTo("12");
    }

    @Test
    void refusesANumberLongEnoughToStallTheReader() {
        assertThat(Range.parse("1 to 11, clamped with a warning").problem("9".repeat(1_000_000)))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, ''",
        "http://localhost:11434/v1, ''",
        "builtin, ''",
        "ftp://host/x, is no URL",
        "https:///v1, is no URL",
        "api.openai.com/v1, is no URL",
        "'', is no URL",
        "https://exa mple, is no URL",
        "https://me:hunter2@host/v1, holds a user name or password",
        "https://me:hunt er2@host/v1, cannot be read",
        "https://host/v1?key=1, has a query",
        "https://host/v1#x, has a query or fragment"
    })
    void judgesUrlsAndNeverRepeatsAPassword(String url, String problem) {
        String said = Range.parse("URL or builtin").problem(url).orElse("");

        assertThat(said).doesNotContain("hunt");
        assertThat(said.isEmpty()).isEqualTo(problem.isEmpty());
        assertThat(said).contains(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1/v1, true",
        "http://app.localhost, true",
        "http://127.9.9.9/v1, true",
        "http://[::1]:8080/v1, true",
        "builtin, true",
        "http://localhost.example.com, false",
        "http://127.0.0.1.example.com, false",
        "http://192.168.1.2/v1, false",
        "not a url, false"
    })
    void knowsWhichUrlsStayOnThisMachine(String url, boolean local) {
        assertThat(BaseUrl.isLocal(url)).isEqualTo(local);
    }

    @Test
    void exposesAKeyOnlyOverHttpToAnotherMachine() {
        assertThat(BaseUrl.exposesKey("HTTP://host/v1")).isTrue();
        assertThat(BaseUrl.exposesKey("https://host/v1")).isFalse();
        assertThat(BaseUrl.exposesKey("http://localhost/v1")).isFalse();
    }

    @Test
    void dropsTheSlashesAtTheEndOfAUrl() {
        assertThat(BaseUrl.trimmed("https://host/v1//")).isEqualTo("https://host/v1");
        assertThat(BaseUrl.trimmed("//")).isEmpty();
    }
}
