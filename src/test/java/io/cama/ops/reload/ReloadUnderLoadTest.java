package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files keep coming for two jobs while one of them changes again and again, every third time into something broken. */
class ReloadUnderLoadTest {
    private static final int ROWS = 12;
    private static final Duration LONGEST_GAP = Duration.ofSeconds(1);

    @TempDir
    private Path home;

    @Test
    void fifteenReloadsLoseNothing() throws Exception {
        reload(15);
    }

    @Test
    @Tag("faults")
    void twoHundredReloadsLoseNothing() throws Exception {
        reload(200);
    }

    private void reload(int times) throws Exception {
        try (Household cama = new Household(home, Map.of(), "shift", "calm")) {
            AtomicBoolean over = new AtomicBoolean();
            cama.drop("shift", "warm.csv", "up");
            cama.rows("shift", "warm");
            cama.calls.clear();
            CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> keepBusy(cama, over));
            int broken = 0;
            for (int version = 2; version < times + 2; version++) {
                boolean sound = version % 3 != 0;
                change(cama, version);
                List<Finding> findings = cama.application().reload().reload();
                assertThat(findings.isEmpty())
                        .as("version %d: %s", version, findings)
                        .isEqualTo(sound);
                broken += sound ? 0 : 1;
                if (!sound) {
                    cama.write("shift", version - 1);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            over.set(true);
            int files = load.get();
            assertThat(broken).isGreaterThanOrEqualTo(times / 3);
            Set<String> versions = new HashSet<>();
            for (int file = 0; file < files; file++) {
                versions.add(onlyVersion(cama.rows("shift", "words" + file), file));
                assertThat(cama.rows("calm", "words" + file)).hasSize(ROWS);
            }
            assertThat(versions).as("versions that runs went through").hasSizeGreaterThan(times / 6);
            assertThat(longestGap(cama.calls)).isLessThan(LONGEST_GAP);
        }
    }

    /** Prompts change with each sound version; the broken ones are broken in different ways. */
    private static void change(Household cama, int version) throws IOException {
        Path folder = cama.folder("shift");
        switch (version % 9) {
            case 0 -> Household.put(folder.resolve("shift.camel.yaml"), "- route: [");
            case 3 ->
                Household.put(
                        folder.resolve("one.prompt"),
                        "---\nmodel: scripted/any\noutput: {schema: {said: strin}}\n---\n{{#if}}");
            case 6 ->
                Household.put(
                        folder.resolve("shift.camel.yaml"),
                        Household.route("shift", version).substring(0, 90));
            default -> cama.write("shift", version);
        }
    }

    /** Drops files for both jobs, not so many that they pile up; says how many of each. */
    private static int keepBusy(Household cama, AtomicBoolean over) {
        int files = 0;
        try {
            for (; !over.get(); files++) {
                int number = files;
                String[] words = IntStream.range(0, ROWS)
                        .mapToObj(row -> "word" + number + "-" + row)
                        .toArray(String[]::new);
                cama.drop("shift", "words" + number + ".csv", words);
                cama.drop("calm", "words" + number + ".csv", words);
                int before = Math.max(0, number - 3);
                Household.until(() -> over.get()
                        || (Files.exists(cama.receipt("shift", "words" + before))
                                && Files.exists(cama.receipt("calm", "words" + before))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The one version that all rows of a file went through, by their routes and their prompts. */
    private static String onlyVersion(JsonNode rows, int file) {
        assertThat(rows).hasSize(ROWS);
        Set<String> versions = new HashSet<>();
        for (JsonNode row : rows) {
            row.fieldNames().forEachRemaining(name -> {
                if (!name.equals("word")) {
                    versions.add(name.substring(3));
                    versions.add(row.path(name).path("said").asText());
                }
            });
        }
        assertThat(versions).as("versions in file %d", file).hasSize(1);
        return versions.iterator().next();
    }

    private static Duration longestGap(List<Long> calls) {
        List<Long> times = new ArrayList<>(calls);
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }
}
