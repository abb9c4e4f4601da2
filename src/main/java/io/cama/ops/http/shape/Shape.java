package io.cama.ops.http.shape;

import io.cama.flow.Json;
import io.cama.ledger.Spend.Spent;
import io.cama.llm.price.Money;
import io.cama.model.Finding;
import io.cama.ops.control.Done;
import io.cama.ops.view.AppView;
import io.cama.ops.view.JobView;
import io.cama.ops.view.LimitView;
import io.cama.ops.view.Trouble;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small things as JSON. */
public final class Shape {
    private Shape() {}

    static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /** JSON that the ledger keeps as text; text that is none stays text. */
    static @Nullable Object value(@Nullable String json) {
        return json == null ? null : Json.value(json).orElse(json);
    }

    /**
     * A page of a list.
     *
     * @param name of the list
     * @param next what to ask on with, or null at the end
     */
    public static Map<String, Object> page(String name, List<?> rows, @Nullable Long next) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(name, rows);
        json.put("next", next);
        return json;
    }

    public static Map<String, Object> of(AppView app, List<Trouble> troubles) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", app.version());
        json.put("pid", app.pid());
        json.put("started", app.started().toString());
        json.put("state", app.state());
        json.put("reason", app.reason());
        json.put("inFlight", app.inFlight());
        json.put("runsAtWork", app.runsAtWork());
        json.put("runsWaiting", app.runsWaiting());
        json.put("runsPaused", app.runsPaused());
        json.put("troubles", troubles.stream().map(Shape::of).toList());
        return json;
    }

    private static Map<String, Object> of(Trouble trouble) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sort", trouble.sort());
        json.put("object", trouble.object());
        json.put("text", trouble.text());
        json.put("since", text(trouble.since()));
        return json;
    }

    public static Map<String, Object> of(JobView job) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", job.name());
        json.put("key", job.key());
        json.put("outputs", job.outputs());
        json.put("concurrency", job.concurrency());
        json.put("paused", job.paused());
        json.put("runsAtWork", job.runsAtWork());
        json.put("runsWaiting", job.runsWaiting());
        json.put("runsPaused", job.runsPaused());
        return json;
    }

    public static Map<String, Object> of(LimitView limit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("provider", limit.provider());
        json.put("changed", limit.changed());
        json.put("windows", limit.windows());
        json.put("inFlight", limit.inFlight());
        json.put("allowed", limit.allowed());
        json.put("minConcurrency", limit.minConcurrency());
        json.put("maxConcurrency", limit.maxConcurrency());
        json.put("waiting", limit.waiting());
        json.put("pausedMillis", limit.pausedMillis());
        json.put("limitedBy", limit.limitedBy());
        return json;
    }

    public static Map<String, Object> of(Spent spent) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", spent.group());
        json.put("calls", spent.calls());
        json.put("inputTokens", spent.inputTokens());
        json.put("outputTokens", spent.outputTokens());
        json.put("cost", Money.dollars(spent.cost()));
        return json;
    }

    public static Map<String, Object> of(Done done) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("action", done.action().toString());
        json.put("object", done.object());
        json.put("before", done.before());
        json.put("after", done.after());
        json.put("changed", done.changed());
        json.put("text", done.text());
        return json;
    }

    public static Map<String, Object> of(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.put("file", finding.file());
        json.put("line", finding.line());
        json.put("message", finding.message());
        json.put("hint", finding.hint());
        return json;
    }
}
