package io.cama.ops.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ops.http.wire.Problem;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallersTest {
    private long nanos;
    private final TimeMeter clock = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };
    private final Callers callers = new Callers(60, 10, clock);

    @Test
    void anAddressIsLockedOutUntilTheMinuteIsOver() {
        for (int i = 0; i < 10; i++) {
            callers.requireOpen("10.0.0.1");
            callers.failed("10.0.0.1");
        }

        assertThatThrownBy(() -> callers.requireOpen("10.0.0.1"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(429));
        callers.requireOpen("10.0.0.2");
        nanos += TimeUnit.SECONDS.toNanos(59);
        assertThatThrownBy(() -> callers.requireOpen("10.0.0.1")).isInstanceOf(Problem.class);
        nanos += TimeUnit.SECONDS.toNanos(1);
        callers.requireOpen("10.0.0.1");
    }

    @Test
    void aClientGetsItsRequestsBackAsTheMinutePasses() {
        for (int i = 0; i < 60; i++) {
            callers.count("viewer@10.0.0.1");
        }

        assertThatThrownBy(() -> callers.count("viewer@10.0.0.1")).hasMessageContaining("Ask again in 1 s");
        nanos += TimeUnit.SECONDS.toNanos(1);
        callers.count("viewer@10.0.0.1");
        assertThatThrownBy(() -> callers.count("viewer@10.0.0.1")).isInstanceOf(Problem.class);
    }
}
