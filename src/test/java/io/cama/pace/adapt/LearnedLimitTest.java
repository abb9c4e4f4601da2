package io.cama.pace.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Limits;
import io.cama.model.RateHints;
import io.cama.model.Windows;
import io.cama.pace.HandClock;
import io.cama.pace.adapt.Traffic.Said;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Endpoints that count in different ways, and say so in their headers; nothing is configured. */
class LearnedLimitTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int LIMIT = 300;
    private static final Duration END = Duration.ofMinutes(6);

    private final HandClock clock = new HandClock();

    @Test
    void isKeptAndUsedWhereTheEndpointCountsInASlidingMinute() {
        Deque<Long> calls = new ArrayDeque<>();
        check(now -> {
            while (!calls.isEmpty() && calls.peek() <= now - MINUTE) {
                calls.remove();
            }
            boolean accepted = calls.size() < LIMIT;
            if (accepted) {
                calls.add(now);
            }
            return said(accepted, LIMIT - calls.size(), Duration.ofSeconds(60));
        });
    }

    @Test
    void isKeptAndUsedWhereTheEndpointCountsFromMinuteToMinute() {
        long[] used = new long[2];
        check(now -> {
            if (now / MINUTE != used[0]) {
                used[0] = now / MINUTE;
                used[1] = 0;
            }
            boolean accepted = used[1] < LIMIT;
            used[1] += accepted ? 1 : 0;
            return said(accepted, LIMIT - used[1], Duration.ofNanos(MINUTE - now % MINUTE));
        });
    }

    @Test
    void isKeptAndUsedWhereTheEndpointFillsABucket() {
        double[] level = {LIMIT, 0};
        check(now -> {
            level[0] = Math.min(LIMIT, level[0] + (now - level[1]) * LIMIT / MINUTE);
            level[1] = now;
            boolean accepted = level[0] >= 1;
            level[0] -= accepted ? 1 : 0;
            return said(accepted, (long) level[0], Duration.ofNanos((long) ((LIMIT - level[0]) * MINUTE / LIMIT)));
        });
    }

    private void check(Traffic.Endpoint endpoint) {
        Traffic traffic = new Traffic(
                clock, new Limits(Windows.UNLIMITED, Windows.UNLIMITED, 1, 64), endpoint, 16, Duration.ofMillis(700));

        traffic.run(END);

        int made = traffic.accepted(Duration.ZERO, END);
        assertThat(traffic.refused(Duration.ZERO, END)).isLessThanOrEqualTo(made / 100);
        assertThat(made).isGreaterThanOrEqualTo((int) (0.95 * LIMIT * END.toMinutes()));
    }

    private static Said said(boolean accepted, long left, Duration reset) {
        return new Said(
                accepted, new RateHints(new RateHints.Window(LIMIT, left, reset), RateHints.Window.UNKNOWN), null);
    }
}
