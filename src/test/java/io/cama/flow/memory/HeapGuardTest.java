package io.cama.flow.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeapGuardTest {
    private final Scripted heap = new Scripted();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final HeapGuard guard = new HeapGuard(heap, 90, () -> now);

    /** A heap of 1000 MB. */
    private static final class Scripted implements Heap {
        private long left;
        private int collections;

        @Override
        public long left() {
            return left << 20;
        }

        @Override
        public long most() {
            return 1000L << 20;
        }

        @Override
        public void collect() {
            collections++;
        }
    }

    private void later(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void thereIsRoomUpToTheShareAndNoneAboveIt() {
        heap.left = 900;
        assertThat(guard.hasRoom()).isTrue();
        later(1);
        heap.left = 901;
        assertThat(guard.hasRoom()).isFalse();
        assertThat(guard.trouble()).hasValueSatisfying(tight -> assertThat(tight.text())
                .isEqualTo("901 MB of 1000 MB of heap are in use after a collection, more than 90 %"));
    }

    @Test
    void workGoesOnByItselfOnceThereIsRoomAgain() {
        heap.left = 950;
        assertThat(guard.hasRoom()).isFalse();
        later(1);
        heap.left = 300;
        assertThat(guard.hasRoom()).isTrue();
        assertThat(guard.trouble()).isEmpty();
    }

    @Test
    void whileThereIsNoneACollectionIsAskedForNowAndThen() {
        heap.left = 950;
        for (int second = 0; second < 20; second++) {
            assertThat(guard.hasRoom()).isFalse();
            later(1);
        }
        assertThat(heap.collections).isEqualTo(2);
    }

    @Test
    void itLooksOnceASecond() {
        assertThat(guard.hasRoom()).isTrue();
        heap.left = 999;
        assertThat(guard.hasRoom()).isTrue();
        later(1);
        assertThat(guard.hasRoom()).isFalse();
    }

    @Test
    void zeroLetsAnyShareBeInUse() {
        heap.left = 999;

        assertThat(new HeapGuard(heap, 0, () -> now).hasRoom()).isTrue();
    }

    @Test
    void theHeapOfThisProcessIsKnown() {
        Heap here = Heap.ofThisProcess();
        here.collect();

        assertThat(here.left()).isPositive().isLessThan(here.most());
    }
}
