package io.cama.ops.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.cama.model.LocalFault;
import io.cama.ops.control.Action;
import io.cama.ops.control.Control;
import io.cama.ops.control.NotDone;
import io.cama.ops.http.guard.Caller;
import io.cama.ops.http.guard.Guard;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.route.Routes;
import io.cama.ops.http.wire.Content.Gone;
import io.cama.ops.http.wire.Hands;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Reply;
import io.cama.ops.http.wire.Request;
import io.cama.ops.http.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads each request past the guard to its route, and whatever comes of it back. */
final class Exchanges implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

    private final Control control;
    private final Guard guard;
    private final Routes routes;
    private final Hands hands;
    private final Wire wire;

    /** @param control told of whoever may not do what they ask for */
    Exchanges(Control control, Guard guard, Routes routes, Hands hands, Wire wire) {
        this.control = control;
        this.guard = guard;
        this.routes = routes;
        this.hands = hands;
        this.wire = wire;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        hands.headIsHere();
        Reply reply;
        try {
            reply = answer(wire.request(exchange));
        } catch (Problem problem) {
            reply = problem.reply();
        } catch (NotDone refused) {
            reply = problem(refused).reply();
        } catch (LocalFault fault) {
            reply = trouble(fault.getMessage()).reply();
        } catch (Gone gone) {
            exchange.close();
            throw gone;
        } catch (IOException | UncheckedIOException trouble) {
            LOG.error("A request cannot be answered now: {}", Wire.clean(trouble.toString()), trouble);
            reply = trouble("This machine does not let it be done (" + trouble
                            + "); look at its disk and folders, and ask again.")
                    .reply();
        } catch (Throwable unexpected) { // also what is no exception, such as that the memory is used up
            String id = UUID.randomUUID().toString();
            LOG.error("A request failed: {} {}", id, Wire.clean(String.valueOf(unexpected)), unexpected);
            reply = new Problem(500, "internal", "This should not have happened; the log has more under " + id + ".")
                    .reply();
        }
        try {
            wire.send(exchange, reply);
        } catch (RuntimeException | Error lost) {
            exchange.close();
            throw lost;
        }
    }

    private Reply answer(Request request) throws Exception {
        Caller caller = guard.admit(request, routes.isOpen(request.method(), request.path()));
        if (request.method().equals("OPTIONS")) {
            String allowed = routes.allowed(request.path());
            return allowed.isEmpty()
                    ? Problem.notFound("such path").reply()
                    : Reply.empty(204).with(Map.of("Allow", allowed));
        }
        Routes.Match match = routes.find(request.method(), request.path());
        Route route = match.route();
        Action action = route.action();
        if (action != null) {
            control.require(action, request.method() + " " + request.path(), caller.by());
        } else if (route.needed() != null) {
            caller.require(route.needed());
        }
        if (request.changes() && route.json() && !request.type().equals("application/json")) {
            throw new Problem(415, "content-type", "This takes Content-Type: application/json.");
        }
        Asked asked = new Asked(request, match.parameters(), caller);
        return route.isBounded()
                ? route.handler().answer(asked)
                : hands.work(() -> route.handler().answer(asked));
    }

    private static Problem problem(NotDone refused) {
        String detail = Wire.clean(refused.getMessage());
        return switch (refused.why()) {
            case FORBIDDEN -> new Problem(403, "role", detail);
            case UNKNOWN -> new Problem(404, "not-found", detail);
            case INVALID -> Problem.bad(detail);
            case CONFLICT -> new Problem(409, "conflict", detail);
            case TROUBLE -> trouble(refused.getMessage());
        };
    }

    private static Problem trouble(@Nullable String what) {
        return new Problem(503, "trouble", Wire.clean(what), Map.of("Retry-After", "5"));
    }
}
