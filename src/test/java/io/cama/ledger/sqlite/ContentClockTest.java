package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentClockTest {
    static final long SECOND = Sample.NOON.getEpochSecond();

    Sample.HandClock clock = new Sample.HandClock();
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder, clock);
        ledger.changed(Map.of("note", "d1"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void contentThatIsTheSameKeepsItsSecond() {
        clock.set(Sample.NOON.plusSeconds(100));
        assertThat(ledger.changed(Map.of("note", "d1", "new", "d1")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("note", SECOND, "new", SECOND + 100));
    }

    @Test
    void changedContentTakesTheSecondOfNow() {
        clock.set(Sample.NOON.plusSeconds(100));
        assertThat(ledger.changed(Map.of("note", "d2"))).containsEntry("note", SECOND + 100);
        clock.set(Sample.NOON.plusSeconds(200));
        assertThat(ledger.changed(Map.of("note", "d2"))).containsEntry("note", SECOND + 100);
        assertThat(ledger.changed(Map.of("note", "d1"))).containsEntry("note", SECOND + 200);
    }

    @Test
    void aClockSetBackDoesNotTakeAChangeBackInTime() {
        clock.set(Sample.NOON.minusSeconds(100));
        assertThat(ledger.changed(Map.of("note", "d2"))).containsEntry("note", SECOND);
    }

    @Test
    void nothingHasNoTime() {
        assertThat(ledger.changed(Map.of())).isEmpty();
    }
}
