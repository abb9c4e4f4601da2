package io.cama.flow.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Places places = new Places(2, Duration.ofSeconds(10), () -> now);

    private void at(String run, int second) {
        now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
        places.take(run);
    }

    @Test
    void thereAreAsManyAsWereSaid() {
        at("a", 0);
        assertThat(places.isFree()).isTrue();
        at("b", 1);

        assertThat(places.isFree()).isFalse();
    }

    @Test
    void nobodyMakesRoomBeforeItsSliceIsOver() {
        at("a", 0);
        at("b", 9);

        places.makeRoom();

        assertThat(places.yields("a")).isFalse();
    }

    @Test
    void theOneThatHasHadItsPlaceLongestMakesRoomAndNoOtherWithIt() {
        at("b", 0);
        at("a", 1);
        now = now.plusSeconds(20);

        places.makeRoom();
        places.makeRoom();

        assertThat(places.yields("b")).isTrue();
        assertThat(places.yields("a")).isFalse();
    }

    @Test
    void whoHasLeftIsNotWaitedForAndLeavesAPlace() {
        at("a", 0);
        at("b", 1);
        now = now.plusSeconds(20);
        places.makeRoom();

        places.keepOnly(Set.of("b")::contains);
        places.makeRoom();

        assertThat(places.isFree()).isTrue();
        assertThat(places.yields("b")).isTrue();
    }

    @Test
    void anotherSliceBeginsWithTheOneThatTakesItsPlaceAgain() {
        at("a", 0);
        now = now.plusSeconds(20);
        places.makeRoom();

        places.take("a");
        places.makeRoom();

        assertThat(places.yields("a")).isFalse();
    }
}
