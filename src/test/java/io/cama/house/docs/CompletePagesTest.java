package io.cama.house.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.shell.Exit;
import io.cama.config.Settings;
import io.cama.config.source.ConfigReference;
import io.cama.model.Finding;
import io.cama.model.Reason;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that list all of something list all of it, and nothing else. */
class CompletePagesTest {
    private static final Path DOCS = Path.of("src/docs");
    private static final Pattern REASON = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)` \\|");
    private static final Pattern EXIT = Pattern.compile("(?m)^\\| (\\d[\\d, ]*) \\|");
    private static final Pattern SWITCH = Pattern.compile("`(cama\\.[a-z.-]+) =(?: ([^`]*))?`");
    private static final Pattern KEY_AND_DEFAULT = Pattern.compile("`(cama\\.[a-z.-]+)` \\((\\w+)[);]");
    private static final Pattern KEY = Pattern.compile("`(cama\\.[a-z-]+\\.[a-z.-]+[a-z])`");

    @TempDir
    private Path home;

    private static List<MatchResult> found(String page, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(DOCS.resolve(page))).results().toList();
    }

    @Test
    void everyReasonIsInBothTablesOnce() throws IOException {
        List<String> reasons = Arrays.stream(Reason.values()).map(Reason::name).toList();

        for (String page : List.of("troubleshooting.md", "operations.md")) {
            assertThat(found(page, REASON))
                    .extracting(reason -> reason.group(1))
                    .as(page)
                    .containsExactlyInAnyOrderElementsOf(reasons);
        }
    }

    @Test
    void everyExitCodeIsInBothTables() throws Exception {
        List<String> codes = new ArrayList<>(List.of("129", "143"));
        for (Field field : Exit.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                codes.add(String.valueOf(field.getInt(null)));
            }
        }

        for (String page : List.of("troubleshooting.md", "operations.md")) {
            assertThat(found(page, EXIT).stream()
                            .flatMap(row -> Arrays.stream(row.group(1).split(",\\s*"))))
                    .as(page)
                    .containsExactlyInAnyOrderElementsOf(codes);
        }
    }

    @Test
    void everySwitchIsASettingThatIsTakenFromTheEnvironmentToo() throws IOException {
        List<MatchResult> switches = found("tuning.md", SWITCH);

        assertThat(switches).hasSizeGreaterThan(10).allSatisfy(each -> {
            String key = each.group(1);
            String value = each.group(2) == null ? "" : each.group(2);
            String variable = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            Map<String, String> environment = value.isEmpty() ? Map.of() : Map.of(variable, value);
            Map<String, String> sets = value.isEmpty() ? Map.of(key, value) : Map.of();
            Settings settings = Settings.load(home, List.of(), environment, sets);
            assertThat(settings.findings()).as(key).isEmpty();
            assertThat(settings.text(key)).as(key).isEqualTo(value);
        });
    }

    @Test
    void defaultsThatAreToldAreThoseOfTheReference() throws IOException {
        ConfigReference reference = ConfigReference.packaged();

        assertThat(found("tuning.md", KEY_AND_DEFAULT)).hasSizeGreaterThan(5).allSatisfy(each -> {
            String key = each.group(1);
            assertThat(reference.entry(key).orElseThrow().value()).as(key).isEqualTo(each.group(2));
        });
    }

    @Test
    void everyKeyThatAnyPageNamesIsASettingOrAMeter() throws IOException {
        ConfigReference reference = ConfigReference.packaged();
        String meters = sources();
        for (Page page : Page.all()) {
            page.prose().forEach((line, text) -> KEY.matcher(text)
                    .results()
                    .map(key -> key.group(1))
                    .filter(key -> !key.endsWith(".properties"))
                    .forEach(key -> assertThat(reference.entry(key).isPresent() || meters.contains('"' + key + '"'))
                            .as("%s:%d: %s", page.file(), line, key)
                            .isTrue()));
        }
    }

    private static String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/cama/ops"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.append(Files.readString(file));
            }
        }
        return sources.toString();
    }

    @Test
    void theVersionsOfFilesAreThoseThatAreRead() throws IOException {
        String rollback = Files.readString(DOCS.resolve("rollback.md"));

        assertThat(rollback)
                .contains("| job | `format` of `kamelet:job`", "| prompt | `cama.format`", "| ledger |", "| receipt |");
    }

    @Test
    void aKeyThatIsNoneWouldBeFoundOut() {
        assertThat(ConfigReference.packaged().entry("cama.memory.size")).isEmpty();
        assertThat(Settings.load(home, List.of(), Map.of(), Map.of("cama.memory.max", "lots"))
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.ERROR);
    }
}
