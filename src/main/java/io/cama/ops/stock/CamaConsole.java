package io.cama.ops.stock;

import io.cama.ops.view.JobView;
import io.cama.ops.view.LimitView;
import io.cama.ops.view.RunView;
import io.cama.ops.view.Views;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Camel's dev console {@code cama}: jobs, the latest runs, limits and breakers. No prompt and no reply is in it. */
public final class CamaConsole extends AbstractDevConsole {
    private static final int RUNS = 20;

    private final Views views;

    private CamaConsole(Views views) {
        super("cama", "cama", "Cama", "Jobs, runs, limits and breakers of Cama");
        this.views = views;
    }

    /** Adds the console where the context's consoles are on. */
    public static void open(CamelContext context, Views views) {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        if (registry != null && registry.isEnabled()) {
            registry.register(new CamaConsole(views));
        }
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        views.jobs()
                .forEach(job -> text.append("%s: %d runs at work, %d waiting, %d paused%n"
                        .formatted(job.name(), job.runsAtWork(), job.runsWaiting(), job.runsPaused())));
        runs().forEach(run -> text.append("%s %s %s %s%n".formatted(run.id(), run.job(), run.input(), run.state())));
        views.limits().stream()
                .filter(limit -> !limit.windows().isEmpty())
                .forEach(limit -> text.append("%s: %d of %d calls in flight, %d waiting%n"
                        .formatted(limit.provider(), limit.inFlight(), limit.allowed(), limit.waiting())));
        views.breakers().forEach(breaker -> text.append("%s%n".formatted(breaker)));
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject json = new JsonObject();
        json.put("jobs", each(views.jobs(), CamaConsole::job));
        json.put("runs", each(runs(), CamaConsole::run));
        json.put("limits", each(views.limits(), CamaConsole::limit));
        json.put(
                "breakers",
                each(
                        views.breakers(),
                        breaker -> new JsonObject(Map.of("name", breaker.name(), "state", breaker.state()))));
        return json;
    }

    private List<RunView> runs() {
        return views.runs(null, null, 0, RUNS);
    }

    private static <T> JsonArray each(List<T> all, Function<T, JsonObject> form) {
        JsonArray array = new JsonArray();
        all.forEach(one -> array.add(form.apply(one)));
        return array;
    }

    private static JsonObject job(JobView job) {
        return new JsonObject(Map.of(
                "name", job.name(),
                "concurrency", job.concurrency(),
                "atWork", job.runsAtWork(),
                "waiting", job.runsWaiting(),
                "paused", job.runsPaused()));
    }

    private static JsonObject run(RunView run) {
        return new JsonObject(Map.of(
                "id", run.id(),
                "job", run.job(),
                "input", run.input(),
                "state", String.valueOf(run.state())));
    }

    private static JsonObject limit(LimitView limit) {
        return new JsonObject(Map.of(
                "provider", limit.provider(),
                "inFlight", limit.inFlight(),
                "allowed", limit.allowed(),
                "waiting", limit.waiting(),
                "limitedBy", limit.limitedBy()));
    }
}
