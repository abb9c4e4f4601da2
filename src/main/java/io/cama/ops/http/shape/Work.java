package io.cama.ops.http.shape;

import io.cama.ledger.letter.Letters.Head;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.ledger.look.Looks.ItemLook;
import io.cama.llm.price.Money;
import io.cama.model.Counts;
import io.cama.ops.view.RunView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs, items, calls and dead letters as JSON. */
public final class Work {
    private Work() {}

    public static Map<String, Object> of(RunView run) {
        Counts rows = run.rows();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("job", run.job());
        json.put("file", run.input());
        json.put("state", run.state().name());
        json.put("reason", run.reason());
        json.put("resumeAt", Shape.text(run.resumeAt()));
        json.put("model", run.model());
        json.put("pass", run.pass());
        json.put("rows", rows.rows());
        json.put("ok", rows.ok());
        json.put("recalled", rows.recalled());
        json.put("dead", rows.dead());
        json.put("skipped", rows.skipped());
        json.put("pending", rows.pending());
        json.put("calls", run.calls());
        json.put("cost", Money.dollars(run.cost()));
        json.put("maxCost", run.maxCost() == 0 ? null : Money.dollars(run.maxCost()));
        json.put("accepted", run.accepted().toString());
        json.put("started", Shape.text(run.started()));
        json.put("ended", Shape.text(run.ended()));
        return json;
    }

    public static Map<String, Object> of(String run, ItemLook item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run);
        json.put("position", item.position());
        json.put("line", item.line());
        json.put("state", item.state().name());
        json.put("item", Shape.value(item.fields()));
        json.put("reason", item.reason() == null ? null : item.reason().name());
        json.put("message", item.message());
        json.put("result", Shape.value(item.result()));
        json.put("recalled", item.recalled());
        json.put("at", Shape.text(item.at()));
        return json;
    }

    /** An item with the calls made for it. */
    public static Map<String, Object> of(String run, ItemLook item, List<CallLook> calls) {
        Map<String, Object> json = of(run, item);
        json.put("calls", calls.stream().map(Work::of).toList());
        return json;
    }

    private static Map<String, Object> of(CallLook call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("call", call.call());
        json.put("own", call.own());
        json.put("used", call.used());
        json.put("prompt", call.prompt());
        json.put("pass", call.pass());
        json.put("model", call.model());
        json.put("served", call.served());
        json.put("request", call.hash());
        json.put("verdict", call.verdict().name());
        json.put("status", call.status());
        json.put("asked", call.asked().toString());
        json.put("answered", Shape.text(call.answered()));
        json.put("inputTokens", call.usage().input());
        json.put("outputTokens", call.usage().output());
        json.put("cost", call.cost() == null ? null : Money.dollars(call.cost()));
        json.put("reason", call.reason() == null ? null : call.reason().name());
        json.put("why", call.why());
        json.put("reply", call.body());
        return json;
    }

    public static Map<String, Object> of(Head letter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", letter.id());
        json.put("run", letter.run());
        json.put("job", letter.job());
        json.put("position", letter.position());
        json.put("line", letter.line());
        json.put("item", Shape.value(letter.fields()));
        json.put("reason", letter.reason().name());
        json.put("message", letter.message());
        json.put("hint", letter.reason().hint());
        json.put("recorded", letter.recorded());
        json.put("at", letter.at().toString());
        return json;
    }
}
