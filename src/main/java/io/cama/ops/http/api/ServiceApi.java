package io.cama.ops.http.api;

import io.cama.model.Finding;
import io.cama.ops.control.Action;
import io.cama.ops.control.Control;
import io.cama.ops.control.Done;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.shape.Fields;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.wire.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The process as a whole. */
final class ServiceApi {
    private final Control control;

    ServiceApi(Control control) {
        this.control = control;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/status", asked -> status()),
                Route.put("/api/v1/maintenance", Action.MAINTENANCE_ON, this::maintenance),
                Route.post("/api/v1/drain", Action.DRAIN, this::drain),
                Route.post("/api/v1/reload", Action.RELOAD, this::reload),
                Route.put("/api/v1/log-levels/{logger}", Action.LOG_LEVEL, this::level));
    }

    private Reply status() {
        return Reply.json(
                Shape.of(control.views().application(), control.views().troubles()));
    }

    private Reply maintenance(Asked asked) throws IOException {
        Fields fields = Fields.of(asked.request(), "on", "reason");
        Done done = fields.flag("on")
                ? control.maintenanceOn(fields.text("reason"), asked.by())
                : control.maintenanceOff(asked.by());
        return Reply.json(Shape.of(done));
    }

    private Reply drain(Asked asked) throws IOException {
        Fields.of(asked.request());
        return Reply.json(202, Shape.of(control.drain(asked.by())));
    }

    private Reply reload(Asked asked) throws IOException {
        Fields.of(asked.request());
        List<Finding> findings = control.reload(asked.by());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sound", findings.stream().noneMatch(one -> one.severity() == Finding.Severity.ERROR));
        json.put("findings", findings.stream().map(Shape::of).toList());
        return Reply.json(json);
    }

    private Reply level(Asked asked) throws IOException {
        String level = Fields.of(asked.request(), "level").optional("level").orElse(null);
        return Reply.json(Shape.of(control.logLevel(asked.parameter("logger"), level, asked.by())));
    }
}
