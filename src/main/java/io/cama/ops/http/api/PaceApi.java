package io.cama.ops.http.api;

import io.cama.ops.control.Action;
import io.cama.ops.control.Control;
import io.cama.ops.control.LimitChange;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.shape.Fields;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits and breakers. */
final class PaceApi {
    private static final String LIMITS = "/api/v1/limits";
    private static final String BREAKERS = "/api/v1/breakers";
    private static final String BREAKER = BREAKERS + "/{breaker}";

    private final Control control;

    PaceApi(Control control) {
        this.control = control;
    }

    List<Route> routes() {
        return List.of(
                Route.get(LIMITS, asked -> limits()),
                Route.put(LIMITS + "/{provider}", Action.LIMITS_SET, this::set),
                Route.get(BREAKERS, asked -> breakers()),
                Route.post(BREAKER + "/isolate", Action.BREAKER_ISOLATE, this::isolate),
                Route.post(BREAKER + "/close", Action.BREAKER_CLOSE, this::close),
                Route.post(BREAKER + "/reset", Action.BREAKER_RESET, this::reset));
    }

    private Reply limits() {
        return Reply.json(Map.of(
                "limits", control.views().limits().stream().map(Shape::of).toList()));
    }

    private Reply set(Asked asked) throws IOException {
        Fields fields = Fields.of(asked.request(), "rpm", "tpm", "minConcurrency", "maxConcurrency");
        LimitChange change = new LimitChange(
                fields.number("rpm").orElse(null),
                fields.number("tpm").orElse(null),
                small(fields, "minConcurrency"),
                small(fields, "maxConcurrency"));
        return Reply.json(Shape.of(control.setLimits(asked.parameter("provider"), change, asked.by())));
    }

    private static @Nullable Integer small(Fields fields, String name) {
        Long number = fields.number(name).orElse(null);
        if (number == null) {
            return null;
        }
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw Problem.bad(name + " is too large.");
        }
        return number.intValue();
    }

    private Reply breakers() {
        return Reply.json(Map.of("breakers", control.views().breakers()));
    }

    private Reply isolate(Asked asked) throws IOException {
        String reason = Fields.of(asked.request(), "reason").text("reason");
        return Reply.json(Shape.of(control.isolateBreaker(asked.parameter("breaker"), reason, asked.by())));
    }

    private Reply close(Asked asked) throws IOException {
        Fields.of(asked.request());
        return Reply.json(Shape.of(control.closeBreaker(asked.parameter("breaker"), asked.by())));
    }

    private Reply reset(Asked asked) throws IOException {
        Fields.of(asked.request());
        return Reply.json(Shape.of(control.resetBreaker(asked.parameter("breaker"), asked.by())));
    }
}
