package io.cama.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Shell;
import io.cama.model.Counts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Progress progress(Map<String, String> environment, Map<String, String> system) {
        return new Progress(
                new Globals(new Shell(new PrintWriter(new StringWriter()), new PrintWriter(err), environment, system)),
                () -> now);
    }

    private static Tally tally(long ok, long rows) {
        return new Tally(new Counts(rows, ok, 0, 0, rows - ok, 0), true, ok);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void aFileGetsALineForEveryFivePerCent() {
        Progress progress = progress(Map.of(), Map.of());

        for (int ok = 0; ok <= 100; ok++) {
            progress.show(tally(ok, 100), "");
        }

        assertThat(err.toString().lines()).hasSize(20).first().asString().startsWith("5/100 rows (5 %)");
        assertThat(err.toString()).doesNotContain("\r", "\u001b");
    }

    @Test
    void aFileGetsALineEveryTenSecondsWhenItGoesSlowly() {
        Progress progress = progress(Map.of(), Map.of());

        for (int second = 0; second <= 30; second++) {
            progress.show(tally(second / 10, 1000), "");
            pass(1);
        }

        assertThat(err.toString().lines()).hasSize(3);
        assertThat(err.toString()).contains("1/1000 rows (0 %), 1 ok, 1 call, 0.1 rows/s, ETA 2:46:30");
    }

    @Test
    void aTerminalHasOneLineThatIsDrawnAnew() {
        Progress progress = progress(Map.of("COLUMNS", "200"), Map.of("cama.tty.err", "true"));

        progress.show(tally(0, 10), "");
        pass(2);
        progress.show(tally(5, 10), "");
        progress.clear();

        assertThat(err.toString()).doesNotContain("\n");
        assertThat(List.of(err.toString().split("\r")))
                .containsExactly(
                        "",
                        "\u001b[K  ░░░░░░░░░░░░░░░░░░░░  0/10 rows (0 %), 0 ok, 0 calls",
                        "",
                        "\u001b[K  ██████████░░░░░░░░░░  5/10 rows (50 %), 5 ok, 5 calls, 2.5 rows/s, ETA 0:02",
                        "",
                        "\u001b[K");
    }

    @Test
    void aLineIsNeverWiderThanTheTerminal() {
        Progress progress = progress(Map.of("COLUMNS", "30"), Map.of("cama.tty.err", "true"));

        progress.show(tally(5, 10), "");

        assertThat(err.toString()).isEqualTo("\r\u001b[K  ██████████░░░░░░░░░░  5/10 \r");
    }

    @Test
    void onlyWhatEndedSinceTheStartCountsForThePace() {
        Progress progress = progress(Map.of(), Map.of());

        progress.show(tally(500, 1000), "");
        pass(10);
        progress.show(tally(510, 1000), "");

        assertThat(err.toString()).contains("510/1000 rows (51 %)", "1.0 rows/s, ETA 8:10");
    }

    @Test
    void anUnknownNumberOfRowsIsAQuestionMark() {
        Tally loading = new Tally(new Counts(500, 3, 1, 2, 494, 1), false, 4);

        assertThat(loading.sentence())
                .isEqualTo("6/? rows, 3 ok (1 from the ledger), 1 dead letter, 2 skipped, 4 calls");
        assertThat(loading.percent()).isEmpty();
        assertThat(loading.secondsLeft(Duration.ofSeconds(5), 0)).isEmpty();
    }

    @Test
    void aHundredPerCentIsOnlyTheLastRow() {
        assertThat(tally(999, 1000).percent()).hasValue(99);
        assertThat(tally(1000, 1000).percent()).hasValue(100);
    }

    @Test
    void severalRunsAreSeenAsOne() {
        Tally both = Tally.sum(List.of(tally(1, 4), tally(3, 4)));

        assertThat(both.sentence()).isEqualTo("4/8 rows (50 %), 4 ok, 4 calls");
        assertThat(Tally.sum(List.of()).percent()).isEmpty();
    }
}
