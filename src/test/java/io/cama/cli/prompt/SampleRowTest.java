package io.cama.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A row of a job whose parameters and picks go into what it asks. */
@Timeout(120)
class SampleRowTest {
    @TempDir
    private Path home;

    private Answer row(String... more) {
        List<String> all = new ArrayList<>(List.of("prompt", "activity-book"));
        all.addAll(List.of(more));
        all.addAll(List.of("--set", "cama.jobs.dirs=samples", "--set", "cama.runs.poll=10ms"));
        return Answer.of(home, all.toArray(String[]::new));
    }

    @Test
    void isAskedWithTheParametersAndPicksOfItsJob() {
        Answer easy = row("--row", "1", "--input", "samples/activity-book/pages.json");
        Answer hard = row("--row", "1", "--input", "samples/activity-book/pages.json", "--param", "difficulty=hard");
        Answer wrong = row("--input", "samples/activity-book/pages.json", "--param", "difficulty=odd");

        assertThat(easy.exit()).as(easy.out() + easy.err()).isZero();
        assertThat(easy.err()).contains("No call was made.").doesNotContain("INPUT_SCHEMA");
        assertThat(hard.out()).contains("hard").isNotEqualTo(easy.out());
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("difficulty", "easy, medium, hard");
        assertThat(row("--param", "difficulty=hard").err()).contains("--input FILE or --data");
    }
}
