package io.cama.llm.demo.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cama.llm.demo.limit.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {
    @TempDir
    private Path folder;

    private Faults read(String text) throws IOException {
        return read(text, Map.of());
    }

    private Faults read(String text, Map<String, String> options) throws IOException {
        return Scenario.read(Files.writeString(folder.resolve("s.yaml"), text), options);
    }

    @Test
    void everyMemberOfTheFileCounts() throws IOException {
        Faults faults = read("""
                seed: 7
                error-rate: 10%
                statuses: { 503: 2%, 500: 1 }
                resets: 1%
                malformed: 2.5
                truncated: 2%
                refused: 1%
                cut: 1%
                slow: 3%
                drip: 1.5s
                latency: 200ms,2s
                rpm: 60
                tpm: 1000
                window: fixed
                storm: 30s,5s
                """);

        assertThat(faults.seed()).isEqualTo(7);
        assertThat(faults.statuses()).containsOnly(Map.entry(500, 0.11), Map.entry(503, 0.02));
        assertThat(faults.shares())
                .containsEntry(Faults.Kind.MALFORMED, 0.025)
                .containsEntry(Faults.Kind.SLOW, 0.03)
                .hasSize(6);
        assertThat(faults.drip()).isEqualTo(Duration.ofMillis(1500));
        assertThat(faults.latency()).isEqualTo(new Latency(Duration.ofMillis(200), Duration.ofSeconds(2)));
        assertThat(faults.limits()).isEqualTo(new Limits(60, 1000, Limits.Window.FIXED, true));
        assertThat(faults.storm()).isEqualTo(new Faults.Storm(Duration.ofSeconds(30), Duration.ofSeconds(5)));
    }

    @Test
    void rulesSayWhenAndThen() throws IOException {
        Faults faults = read("""
                rules:
                  - when: { nth: 3-5, nth-same: 2-, model: "*mini", text: apple }
                    then: { status: 503, headers: { retry-after: 2 }, body: { a: 1 }, latency: 1s }
                  - then: { drip: 10s, finish: content_filter, body: plain }
                  - when: { nth: 4 }
                    then: { malformed: true, reset: true, cut: false }
                """);

        Rule one = faults.rules().get(0);
        assertThat(one.when())
                .isEqualTo(new Rule.When(new Rule.Span(3, 5), new Rule.Span(2, Long.MAX_VALUE), "*mini", "apple"));
        assertThat(one.then())
                .isEqualTo(new Action(
                        503,
                        Map.of("retry-after", "2"),
                        "{\"a\":1}",
                        Duration.ofSeconds(1),
                        Action.Shape.RIGHT,
                        Action.Wire.WHOLE,
                        Duration.ZERO,
                        null));
        Action two = faults.rules().get(1).then();
        assertThat(faults.rules().get(1).when()).isEqualTo(new Rule.When(Rule.Span.ALL, Rule.Span.ALL, "*", ""));
        assertThat(two.wire()).isEqualTo(Action.Wire.DRIP);
        assertThat(two.span()).isEqualTo(Duration.ofSeconds(10));
        assertThat(two.reason()).isEqualTo("content_filter");
        assertThat(two.body()).isEqualTo("plain");
        Rule three = faults.rules().get(2);
        assertThat(three.when().nth()).isEqualTo(new Rule.Span(4, 4));
        assertThat(three.then().shape()).isEqualTo(Action.Shape.MALFORMED);
        assertThat(three.then().wire()).isEqualTo(Action.Wire.RESET);
    }

    @Test
    void jsonWillDoAndAnEmptyFileAsksForNothing() throws IOException {
        assertThat(read("{\"rpm\": 5}").limits().requests()).isEqualTo(5);
        assertThat(read("# nothing\n")).isEqualTo(Faults.NONE);
        assertThat(Scenario.read(null, Map.of())).isEqualTo(Faults.NONE);
    }

    @Test
    void optionsWinOverTheFile() throws IOException {
        Faults faults = read(
                "error-rate: 50\nrpm: 10\ntpm: 99\nseed: 3\n",
                Map.of("error-rate", "5%", "429-after", "7", "latency", "0", "storm", "2m"));

        assertThat(faults.statuses()).containsExactly(Map.entry(500, 0.05));
        assertThat(faults.limits()).isEqualTo(new Limits(7, 99, Limits.Window.SLIDING, false));
        assertThat(faults.seed()).isEqualTo(3);
        assertThat(faults.latency()).isEqualTo(Latency.NONE);
        assertThat(faults.storm()).isEqualTo(new Faults.Storm(Duration.ofMinutes(2), null));
        assertThat(read("429-after: 7", Map.of("rpm", "3")).limits())
                .isEqualTo(new Limits(3, 0, Limits.Window.SLIDING, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error-rate | 101   | --error-rate is \"101\"; give a percentage from 0 to 100",
                "cut        | -1    | --cut is \"-1\"; give a percentage",
                "slow       | abc   | --slow is \"abc\"; give a percentage",
                "latency    | 200   | --latency is \"200\"; give a time of at most a day with its unit",
                "latency    | 2s,1s | give the median first",
                "latency    | 1s,2s,3s | one or two durations",
                "storm      | 25h   | at most a day",
                "rpm        | 1.5   | --rpm is \"1.5\"; give a whole number from 0 to",
                "seed       | -1    | give a whole number from 0"
            })
    void anOptionThatWillNotDoIsNamedWithWhatIsWanted(String name, String value, String message) {
        var thrown = catchThrowableOfType(ScenarioException.class, () -> Scenario.read(null, Map.of(name, value)));

        assertThat(thrown).hasMessageContaining(message);
        assertThat(thrown.inFile()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eror-rate: 5                                  | s.yaml: eror-rate is not known here; use one of seed, error-rate",
                "rules: 5                                      | s.yaml: rules is 5; give a list",
                "rules: [5]                                    | s.yaml: rules[1] is 5; give members",
                "rules: [{when: {nth: 3}}]                     | s.yaml: rules[1].then is ; say what is to be done",
                "rules: [{then: {status: 99}}]                 | s.yaml: rules[1].then.status is 99; give a whole number",
                "rules: [{when: {nth: 0}, then: {cut: true}}]  | s.yaml: rules[1].when.nth is 0; give a number from 1 up",
                "rules: [{when: {nth: 1 2}, then: {cut: true}}] | rules[1].when.nth",
                "rules: [{when: 3, then: {cut: true}}]         | rules[1].when is 3; give members",
                "rules: [{then: {cut: true, reset: true}}]     | rules[1].then.cut is true; give either this or reset",
                "rules: [{then: {cut: 3}}]                     | rules[1].then.cut is 3; give true or false",
                "rules: [{then: {headers: {'a b': c}}}]        | rules[1].then.headers.a b is \"c\"; give a header's name",
                "statuses: {99: 5}                             | statuses.99 is 5; give statuses from 200 to 599",
                "seed: [1]                                     | seed is [1]; give a plain value",
                "window: round                                 | window is \"round\"; give sliding or fixed",
                "'{rpm: 5, 429-after: 5}'                      | 429-after is 5; give either this or rpm",
                "- a                                           | is no list of members",
                "'a: {'                                        | s.yaml:1: this is no YAML"
            })
    void aFileThatWillNotDoSaysWhere(String text, String message) {
        var thrown = catchThrowableOfType(ScenarioException.class, () -> read(text));

        assertThat(thrown).hasMessageContaining(message);
        assertThat(thrown.inFile()).isTrue();
    }

    @Test
    void sharesOfMoreThanEverythingAreRefused() {
        assertThatThrownBy(() -> Scenario.read(null, Map.of("error-rate", "60", "cut", "60")))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("the shares add up to 120.0%");
    }

    @Test
    void aFileThatIsNoUtf8IsNamed() throws IOException {
        Path file = Files.write(folder.resolve("s.yaml"), new byte[] {'#', (byte) 0xe9});

        assertThatThrownBy(() -> Scenario.read(file, Map.of()))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("s.yaml is not UTF-8");
    }

    @Test
    void aFileThatIsTooLongIsNotRead() {
        assertThatThrownBy(() -> read("#".repeat(1_000_001)))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("shorten it");
    }
}
