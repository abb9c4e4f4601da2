package io.cama.flow.again;

import io.cama.flow.attempt.Asking;
import io.cama.flow.endpoint.Endpoints;
import io.cama.flow.run.ActiveRuns;
import io.cama.flow.run.Troubles;
import io.cama.model.Failure;
import io.cama.model.FaultKind;
import io.cama.model.Reason;

/** Pauses a run where going on would only fail alike: nobody answers, or every request is refused. */
final class Hopeless {
    private final ActiveRuns active;
    private final Endpoints endpoints;
    private final int badRequests;

    /** @param badRequests so many refused requests in a row pause the run */
    Hopeless(ActiveRuns active, Endpoints endpoints, int badRequests) {
        this.active = active;
        this.endpoints = endpoints;
        this.badRequests = badRequests;
    }

    /** Pauses the run if that is so; always says that the ask is not made again. */
    boolean pause(Asking asking, Failure failure) {
        if (failure.kind() == FaultKind.PASSING) {
            unreachable(asking);
        }
        Troubles troubles = asking.active().troubles();
        int refused = troubles.refusedInARow(asking.place());
        if (failure.reason() == Reason.BAD_REQUEST && refused >= badRequests) {
            active.pause(
                    asking.run(),
                    "%s: %d requests in a row were refused, at last with: %s; %s"
                            .formatted(
                                    failure.reason(),
                                    refused,
                                    failure.message(),
                                    "correct the prompt, its config or its schema, then resume"),
                    null);
            troubles.countRefusedAnew(asking.place());
        }
        return false;
    }

    /** Pauses the run if no connection to its endpoint has come about so far; says whether it did. */
    boolean unreachable(Asking asking) {
        String endpoint = asking.now().candidate().endpoint();
        boolean never = endpoints.neverReached(endpoint);
        if (never) {
            active.pause(
                    asking.run(),
                    "%s: %s; %s"
                            .formatted(
                                    Reason.ENDPOINT_UNREACHABLE,
                                    endpoints.lastFailure(endpoint),
                                    Reason.ENDPOINT_UNREACHABLE.hint()),
                    null);
        }
        return never;
    }
}
