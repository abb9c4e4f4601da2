package io.cama.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.config.value.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final Pattern READ_BY_CODE =
            Pattern.compile("\\.(?:text|number|duration|bytes|list|origin)\\(\\s*\"(cama\\.[^\"]+)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(cama\\.[^{}:]+)[:}]");

    private final ConfigReference reference = ConfigReference.packaged();

    @Test
    void saysMeaningRangeAndEffectOfEveryKey() {
        assertThat(reference.entries()).hasSizeGreaterThan(40).allSatisfy(entry -> {
            assertThat(entry.key()).startsWith("cama.");
            assertThat(entry.meaning()).as(entry.key()).hasSizeGreaterThan(20).endsWith(".");
            assertThat(entry.range().text()).as(entry.key()).isNotEqualTo("any text");
            assertThat(entry.effect()).as(entry.key()).matches("(on the next|at once where cama run is at work,) .*");
        });
    }

    @Test
    void hasADefaultInsideTheRangeForEveryKey() {
        assertThat(reference.entries())
                .allSatisfy(entry -> assertThat(entry.range().problem(entry.value()))
                        .as(entry.key())
                        .isEmpty());
    }

    @Test
    void holdsEveryKeyThatCodeAndRoutesRead() throws IOException {
        Set<String> read = new TreeSet<>(found(Path.of("src/main/java"), READ_BY_CODE));
        read.addAll(found(Path.of("src/main/java"), PLACEHOLDER));
        read.addAll(found(Path.of("routes"), PLACEHOLDER));

        assertThat(read).contains("cama.jobs.dirs");
        assertThat(read)
                .allSatisfy(key -> assertThat(reference.entry(key)).as(key).isPresent());
    }

    @Test
    void hasTheRetryAndBreakerDefaultsThatAreAskedFor() {
        assertThat(Map.of(
                        "cama.retry.attempts", "4",
                        "cama.retry.initial-delay", "1s",
                        "cama.retry.max-delay", "60s",
                        "cama.gate.max-wait", "300s",
                        "cama.breaker.preset", "default",
                        "cama.breaker.failure-rate", "",
                        "cama.breaker.open", ""))
                .allSatisfy((key, value) ->
                        assertThat(reference.entry(key).orElseThrow().value()).isEqualTo(value));
    }

    @Test
    void knowsTheKeysOfProvidersItHasNeverHeardOf() {
        assertThat(reference
                        .entry("cama.provider.my-own.rpm")
                        .orElseThrow()
                        .range()
                        .kind())
                .isEqualTo(Range.Kind.NUMBER);
        assertThat(reference.entry("cama.provider.my-own.headers.X-Y")).isPresent();
        assertThat(reference.entry("cama.provider.my-own.headers")).isEmpty();
        assertThat(reference.entry("cama.provider.my-own.rpm.x")).isEmpty();
        assertThat(reference.entry("cama.provider.My.rpm")).isEmpty();
        assertThat(reference.entry("cama.provider.my-own.colour")).isEmpty();
    }

    @Test
    void leavesRangeAndEffectOpenWhereTheFileDoesNotSay() {
        var entry = ConfigReference.parse("# Says little.\na=1").entry("a").orElseThrow();

        assertThat(entry.meaning()).isEqualTo("Says little.");
        assertThat(entry.range().kind()).isEqualTo(Range.Kind.TEXT);
        assertThat(entry.effect()).isEmpty();
    }

    private static Set<String> found(Path folder, Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        return found;
    }
}
