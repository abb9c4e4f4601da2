package io.cama.flow.ask;

import io.cama.flow.attempt.Asking;
import io.cama.flow.attempt.Size;
import io.cama.flow.endpoint.Endpoints;
import io.cama.flow.money.Sizing;
import io.cama.model.Failure;
import io.cama.model.FaultKind;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.Usage;
import io.cama.pace.Gate;
import io.cama.pace.GateFull;
import io.cama.pace.Gates;
import io.cama.pace.Permit;
import io.cama.pace.breaker.Breakers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a call through the gate of its provider and tells the gate what became of it. */
final class Pacing {
    /** What fails before the endpoint has the request: it counts against no limit, and nothing can have been paid. */
    static final Set<Reason> NEVER_SENT = Set.of(Reason.NET_CONNECT, Reason.NET_DNS, Reason.NET_TLS, Reason.LOCAL_BUSY);

    private static final Set<Reason> TOO_MUCH = Set.of(Reason.RATE_LIMITED, Reason.OVERLOADED);

    private final Gates gates;
    private final Breakers breakers;
    private final Endpoints endpoints;
    private final Sizing sizing;
    private final Seats seats = new Seats();

    Pacing(Gates gates, Breakers breakers, Endpoints endpoints, Sizing sizing) {
        this.gates = gates;
        this.breakers = breakers;
        this.endpoints = endpoints;
        this.sizing = sizing;
    }

    /**
     * Waits for the turn.
     *
     * @throws io.cama.model.PassingFault CIRCUIT_OPEN while the breaker refuses, RATE_LIMITED when the wait would be
     *     too long
     */
    void enter(Asking asking) throws InterruptedException {
        asking.calls(0);
        String endpoint = asking.now().candidate().endpoint();
        if (breakers.untilProbe(endpoint).isPresent()) {
            throw Failure.of(Reason.CIRCUIT_OPEN, "calls to " + endpoint + " are held back")
                    .asFault();
        }
        seats.take(asking);
        Run run = asking.active().run();
        Size size = sizing.of(asking);
        try {
            asking.permit(gate(asking)
                    .take(
                            new Gate.Demand(
                                    run.rank(), run.turn(), asking.active().size(), size.expected()),
                            asking.active()::isPaused));
        } catch (GateFull full) {
            throw new Failure(Reason.RATE_LIMITED, String.valueOf(full.getMessage()), full.waitTime()).asFault();
        }
    }

    /** A response came, whatever it says. */
    void heard(Asking asking, int status) {
        gate(asking).observe(asking.now().candidate().dialect().hints(status, asking.headers()));
    }

    void answered(Asking asking, Usage usage) {
        asking.active().troubles().countRefusedAnew(asking.place());
        Permit permit = asking.permit();
        if (permit != null) {
            if (usage.input() + usage.output() > 0) {
                permit.settle(usage.input() + usage.output());
            }
            permit.succeeded();
        }
    }

    void failed(Asking asking, Failure failure) {
        endpoints.hasFailed(asking.now().candidate().endpoint(), failure);
        if (failure.reason() == Reason.BAD_REQUEST) {
            asking.active().troubles().refusedAt(asking.place());
        }
        @Nullable Permit permit = asking.permit();
        @Nullable Duration pause = failure.pause();
        if (permit != null && NEVER_SENT.contains(failure.reason())) {
            permit.giveBack();
        } else if (permit != null && TOO_MUCH.contains(failure.reason())) {
            permit.overloaded(pause);
        } else if (permit != null && failure.kind() == FaultKind.ITEM) {
            permit.succeeded(); // it was heard and answered, whatever the answer is worth
        } else if (pause != null && failure.kind() == FaultKind.PASSING) {
            gate(asking).pause(pause);
        }
    }

    /** The permit goes back; one that no call was made with gives back its share of the limits. */
    void leave(Asking asking) {
        seats.leave(asking);
        Permit permit = asking.permit();
        if (permit != null) {
            if (asking.call() == 0) {
                permit.giveBack();
            }
            asking.permit(null);
            permit.close();
        }
    }

    private Gate gate(Asking asking) {
        return gates.of(asking.now().candidate().provider());
    }
}
