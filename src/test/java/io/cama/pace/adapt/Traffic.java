package io.cama.pace.adapt;

import io.cama.model.Limits;
import io.cama.model.RateHints;
import io.cama.pace.HandClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers without end of work before an endpoint that takes the same time for each call, on a clock moved by hand. */
final class Traffic {
    private static final Duration STEP = Duration.ofMillis(5);

    /** What an endpoint says to a call made at a time. */
    interface Endpoint {
        Said call(long now);
    }

    record Said(boolean accepted, RateHints hints, @Nullable Duration hint) {
        static final Said YES = new Said(true, RateHints.NONE, null);
        static final Said NO = new Said(false, RateHints.NONE, null);
    }

    private record UnderWay(Admission.Ticket ticket, Said said, long ends) {}

    private final HandClock clock;
    private final Admission admission;
    private final Endpoint endpoint;
    private final int workers;
    private final Duration latency;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private final List<Long> accepted = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();

    Traffic(HandClock clock, Limits limits, Endpoint endpoint, int workers, Duration latency) {
        this.clock = clock;
        this.admission = new Admission(limits, 0, 0, clock);
        this.endpoint = endpoint;
        this.workers = workers;
        this.latency = latency;
    }

    void run(Duration time) {
        long end = clock.currentTimeNanos() + time.toNanos();
        while (clock.currentTimeNanos() < end) {
            finish();
            while (underWay.size() < workers && admission.waitFor(0).nanos() == 0) {
                begin();
            }
            clock.advance(STEP);
        }
    }

    private void begin() {
        long now = clock.currentTimeNanos();
        Said said = endpoint.call(now);
        (said.accepted() ? accepted : refused).add(now);
        underWay.add(new UnderWay(admission.begin(0), said, now + latency.toNanos()));
    }

    private void finish() {
        while (!underWay.isEmpty() && underWay.peek().ends() <= clock.currentTimeNanos()) {
            UnderWay call = underWay.remove();
            admission.observe(call.said().hints());
            if (call.said().accepted()) {
                admission.succeeded(call.ticket(), workers - underWay.size() - 1);
            } else {
                admission.overloaded(call.ticket(), call.said().hint());
            }
            admission.end(call.ticket());
        }
    }

    Admission admission() {
        return admission;
    }

    int accepted(Duration from, Duration to) {
        return count(accepted, from, to);
    }

    int refused(Duration from, Duration to) {
        return count(refused, from, to);
    }

    private static int count(List<Long> times, Duration from, Duration to) {
        return (int) times.stream()
                .filter(time -> time >= from.toNanos() && time < to.toNanos())
                .count();
    }
}
