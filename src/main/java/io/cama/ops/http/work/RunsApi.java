package io.cama.ops.http.work;

import io.cama.model.ItemState;
import io.cama.model.RunState;
import io.cama.ops.control.Action;
import io.cama.ops.control.Control;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.shape.Fields;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.shape.Work;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Reply;
import io.cama.ops.view.RunView;
import io.cama.ops.view.Views;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs and their items. */
public final class RunsApi {
    private static final String RUNS = "/api/v1/runs";
    private static final String RUN = RUNS + "/{run}";

    private final Control control;
    private final Views views;

    /** Those of what a control steers. */
    public RunsApi(Control control) {
        this.control = control;
        this.views = control.views();
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(RUNS, this::list),
                Route.get(RUN, asked -> Reply.json(Work.of(run(asked)))),
                Route.get(RUN + "/items", this::items),
                Route.get(RUN + "/items/{position}", this::item),
                Route.post(RUN + "/pause", Action.RUN_PAUSE, this::pause),
                Route.post(RUN + "/resume", Action.RUN_RESUME, this::resume),
                Route.post(RUN + "/cancel", Action.RUN_CANCEL, this::cancel));
    }

    private Reply list(Asked asked) {
        asked.request().only("state", "job", "offset", "limit");
        int limit = Paging.limit(asked);
        int offset = Paging.offset(asked);
        Map<String, String> query = asked.request().query();
        List<RunView> found =
                views.runs(Paging.one(RunState.class, query, "state"), query.get("job"), offset, limit + 1);
        return Reply.json(Paging.page("runs", found, offset, limit, Work::of));
    }

    private RunView run(Asked asked) {
        String id = asked.parameter("run");
        return views.run(id).orElseThrow(() -> Problem.notFound("run with this id, or more than one"));
    }

    private Reply items(Asked asked) {
        asked.request().only("state", "after", "limit");
        int limit = Paging.limit(asked);
        String run = run(asked).id();
        var found = views.items(
                run,
                Paging.one(ItemState.class, asked.request().query(), "state"),
                asked.request().number("after", 0, 0, Long.MAX_VALUE),
                limit + 1);
        boolean more = found.size() > limit;
        var shown = more ? found.subList(0, limit) : found;
        Long next = more ? shown.get(limit - 1).position() : null;
        return Reply.json(Shape.page(
                "items", shown.stream().map(item -> Work.of(run, item)).toList(), next));
    }

    private Reply item(Asked asked) {
        String run = run(asked).id();
        long position = asked.position("position");
        return views.item(run, position)
                .map(item -> Reply.json(Work.of(run, item, views.calls(run, position))))
                .orElseThrow(() -> Problem.notFound("item at this position"));
    }

    private Reply pause(Asked asked) throws IOException {
        String reason = Fields.of(asked.request(), "reason").optional("reason").orElse("");
        return Reply.json(Shape.of(control.pauseRun(asked.parameter("run"), reason, asked.by())));
    }

    private Reply resume(Asked asked) throws IOException {
        Fields.of(asked.request());
        return Reply.json(Shape.of(control.resumeRun(asked.parameter("run"), asked.by())));
    }

    private Reply cancel(Asked asked) throws IOException {
        String reason = Fields.of(asked.request(), "reason").optional("reason").orElse("");
        return Reply.json(Shape.of(control.cancelRun(asked.parameter("run"), reason, asked.by())));
    }
}
