package io.cama.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthMonitorTest {
    @TempDir
    private Path home;

    private final List<HealthMonitor.Changed> changes = new ArrayList<>();
    private final HealthBook book = new HealthBook(Duration.ofMinutes(5), new Level.Bounds(95, 80));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private HealthMonitor monitor() {
        return new HealthMonitor(home, book, Duration.ofSeconds(60), 100, () -> now, changes::add);
    }

    @Test
    void itLooksEverySixtySecondsAndKeepsAHundredLooks() {
        HealthMonitor monitor = monitor();
        for (int second = 0; second <= 100 * 60; second++) {
            monitor.tick();
            now = now.plusSeconds(1);
        }

        assertThat(monitor.checks()).hasSize(100);
        assertThat(monitor.checks().get(0).at()).isEqualTo("2026-01-01T00:01:00Z");
        assertThat(monitor.checks().get(99).at()).isEqualTo("2026-01-01T01:40:00Z");
    }

    @Test
    void aChangeIsToldOnce() {
        HealthMonitor monitor = monitor();
        for (int minute = 0; minute < 10; minute++) {
            book.add("one", now, Duration.ofMillis(1), minute < 3 ? null : Reason.UPSTREAM_5XX, "down");
            monitor.tick();
            now = now.plusSeconds(60);
        }

        assertThat(changes.stream()
                        .map(change ->
                                change.from().text() + " " + change.report().status()))
                .containsExactly("unknown healthy", "healthy unhealthy");
    }

    @Test
    void whatItSaysCanBeReadByOthersUntilItsLastWord() throws Exception {
        HealthMonitor monitor = monitor();
        book.add("one", now, Duration.ofMillis(1), null, null);
        monitor.tick();

        HealthFile first = HealthFile.read(home).orElseThrow();
        book.add("one", now, Duration.ofMillis(1), Reason.TIMEOUT, "late");
        now = now.plusSeconds(1);
        monitor.tick();
        HealthFile second = HealthFile.read(home).orElseThrow();
        monitor.close();

        assertThat(first.report().status()).isEqualTo("healthy");
        assertThat(first.ended()).isFalse();
        assertThat(second.report())
                .isEqualTo(book.report(now, ProcessHandle.current().pid()));
        assertThat(second.checks()).hasSize(1);
        assertThat(HealthFile.read(home).orElseThrow().ended()).isTrue();
    }
}
