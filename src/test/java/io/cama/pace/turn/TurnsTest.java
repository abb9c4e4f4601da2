package io.cama.pace.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.pace.turn.Turns.Claim;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns<Waiter> turns = new Turns<>();
    private long arrivals;

    private record Waiter(String name, Claim claim, long arrival) implements Turns.Waiting {}

    private void waits(String name, int rank, long turn, long size) {
        turns.add(new Waiter(name, new Claim(rank, turn, size), arrivals++));
    }

    private List<String> inOrder() {
        List<String> order = new ArrayList<>();
        while (!turns.isEmpty()) {
            Waiter first = turns.first();
            turns.remove(first);
            turns.gone();
            order.add(first.name());
        }
        return order;
    }

    @Test
    void ofTwoThatGoOneIsOfTheRunThatCameFirstAndTheOtherOfTheSmallest() {
        for (int n = 1; n <= 3; n++) {
            waits("huge" + n, 0, 1, 1000);
            waits("large" + n, 0, 2, 500);
            waits("small" + n, 0, 3, 10);
        }

        assertThat(inOrder())
                .containsExactly("huge1", "small1", "huge2", "small2", "huge3", "small3", "large1", "large2", "large3");
    }

    @Test
    void aLowerRankGoesFirstHoweverLargeItIs() {
        waits("later", 1, 1, 0);
        waits("urgent", 0, 2, 1000);
        waits("urgent too", 0, 2, 1001);

        assertThat(inOrder()).containsExactly("urgent", "urgent too", "later");
    }

    @Test
    void whoHasGoneWaitsNoMore() {
        waits("one", 0, 1, 0);
        Waiter one = turns.first();

        assertThat(turns.remove(one)).isTrue();
        assertThat(turns.remove(one)).isFalse();
        assertThat(turns.size()).isZero();
    }
}
