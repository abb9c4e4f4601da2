package io.cama.ops.http.work;

import io.cama.ops.control.Action;
import io.cama.ops.control.Control;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.shape.Fields;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Jobs. */
public final class JobsApi {
    private static final String JOBS = "/api/v1/jobs";
    private static final String JOB = JOBS + "/{job}";

    private final Control control;

    /** Those of what a control steers. */
    public JobsApi(Control control) {
        this.control = control;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(JOBS, asked -> list()),
                Route.get(JOB, this::job),
                Route.post(JOB + "/pause", Action.JOB_PAUSE, this::pause),
                Route.post(JOB + "/resume", Action.JOB_RESUME, this::resume));
    }

    private Reply list() {
        return Reply.json(
                Map.of("jobs", control.views().jobs().stream().map(Shape::of).toList()));
    }

    private Reply job(Asked asked) {
        return control.views()
                .job(asked.parameter("job"))
                .map(job -> Reply.json(Shape.of(job)))
                .orElseThrow(() -> Problem.notFound("job of this name"));
    }

    private Reply pause(Asked asked) throws IOException {
        String reason = Fields.of(asked.request(), "reason").optional("reason").orElse("");
        return Reply.json(Shape.of(control.pauseJob(asked.parameter("job"), reason, asked.by())));
    }

    private Reply resume(Asked asked) throws IOException {
        Fields.of(asked.request());
        return Reply.json(Shape.of(control.resumeJob(asked.parameter("job"), asked.by())));
    }
}
