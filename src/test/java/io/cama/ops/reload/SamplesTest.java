package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All samples in one home folder, as somebody has them who copies {@code samples/}. */
class SamplesTest {
    private static final Map<String, String> FILES = Map.of(
            "activity-book", "pages.json",
            "code-tasks", "tasks.csv",
            "customer-reviews", "reviews.csv",
            "documents", "desert-walk.md",
            "korean-flashcards", "words.csv");

    private static final int ROWS = 3;

    @TempDir
    private Path home;

    @Test
    void allSamplesStartAndAreReloadedAndAnswerEachFile() throws Exception {
        for (String sample : FILES.keySet()) {
            copy(Path.of("samples").resolve(sample), home.resolve("samples").resolve(sample));
        }
        Map<String, String> sets = Map.of(
                "cama.jobs.dirs",
                "jobs,samples",
                "cama.provider.openrouter.url",
                "builtin",
                "cama.provider.openrouter.key",
                "",
                "cama.provider.openrouter.rpm",
                "0");
        try (Household cama = new Household(home, sets)) {
            answerAll(cama, "before");
            for (String sample : FILES.keySet()) {
                Files.writeString(home.resolve("samples").resolve(sample).resolve("_round.prompt"), "Round two.\n");
                assertThat(cama.application().reload().reload())
                        .as(sample)
                        .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
            }
            answerAll(cama, "after");
        }
    }

    /** Gives each sample the beginning of its file, and waits until every row of it has an answer. */
    private void answerAll(Household cama, String stem) throws Exception {
        for (Map.Entry<String, String> sample : FILES.entrySet()) {
            Path file = home.resolve("samples").resolve(sample.getKey()).resolve(sample.getValue());
            List<String> lines = Files.readAllLines(file);
            String name = file.getFileName().toString();
            Path aside = Files.write(
                    home.resolve(name + ".tmp"), name.endsWith(".csv") ? lines.subList(0, ROWS + 1) : lines);
            Path inbox = Files.createDirectories(home.resolve("inbox").resolve(sample.getKey()));
            Files.move(aside, inbox.resolve(stem + name.substring(name.lastIndexOf('.'))));
        }
        for (String sample : FILES.keySet()) {
            Household.until(() -> Files.exists(cama.receipt(sample, stem)));
            JsonNode counts = cama.json(cama.receipt(sample, stem)).path("counts");
            assertThat(counts.path("ok").asInt()).as(sample + " " + counts).isPositive();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
