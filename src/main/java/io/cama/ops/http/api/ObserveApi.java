package io.cama.ops.http.api;

import io.cama.flow.event.Event;
import io.cama.model.RunState;
import io.cama.ops.control.Control;
import io.cama.ops.http.Checks;
import io.cama.ops.http.Checks.Found;
import io.cama.ops.http.Scrape;
import io.cama.ops.http.route.Asked;
import io.cama.ops.http.route.Route;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.shape.Work;
import io.cama.ops.http.stream.Streams;
import io.cama.ops.http.wire.Reply;
import io.cama.ops.view.RunView;
import io.cama.ops.view.Views;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How it is: health, meters, events. */
final class ObserveApi {
    private static final int SHOWN = 100;

    private final Control control;
    private final Checks checks;
    private final Scrape scrape;
    private final Streams streams;

    ObserveApi(Control control, Checks checks, Scrape scrape, Streams streams) {
        this.control = control;
        this.checks = checks;
        this.scrape = scrape;
        this.streams = streams;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/observe/health", asked -> reply(checks.health())),
                Route.get("/observe/health/ready", asked -> reply(checks.readiness())),
                Route.open("/observe/health/live", asked -> reply(checks.liveness())),
                Route.get("/observe/metrics", this::metrics),
                Route.get("/api/v1/events", this::events));
    }

    private static Reply reply(Found found) {
        return Reply.json(found.up() ? 200 : 503, found.document());
    }

    private Reply metrics(Asked asked) {
        Scrape.Page page = scrape.read(asked.request().header("Accept").orElse(""));
        return Reply.text(page.type(), page.text());
    }

    private Reply events(Asked asked) {
        asked.request().only("run", "job", "types");
        Map<String, String> query = asked.request().query();
        Set<String> types =
                new HashSet<>(List.of(query.getOrDefault("types", "").split(",", -1)));
        return streams.open(
                asked.request().header("Last-Event-ID").orElse(""),
                event -> isWanted(event, query, types),
                this::snapshot);
    }

    private static boolean isWanted(Event event, Map<String, String> query, Set<String> types) {
        return (!query.containsKey("types") || types.contains(event.type()))
                && (!query.containsKey("run") || query.get("run").equals(event.run()))
                && (!query.containsKey("job") || query.get("job").equals(event.job()));
    }

    /** The process and its runs that are not over. */
    private Map<String, Object> snapshot() {
        Views views = control.views();
        List<RunView> runs = new ArrayList<>();
        for (RunState state : List.of(RunState.RUNNING, RunState.ACCEPTED, RunState.PAUSED)) {
            runs.addAll(views.runs(state, null, 0, SHOWN));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", Shape.of(views.application(), views.troubles()));
        json.put("runs", runs.stream().limit(SHOWN).map(Work::of).toList());
        return json;
    }
}
