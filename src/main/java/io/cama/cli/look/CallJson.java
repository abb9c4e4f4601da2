package io.cama.cli.look;

import io.cama.ledger.look.Looks.CallLook;
import io.cama.llm.price.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call as JSON, the same in every command that shows one. */
public final class CallJson {
    private CallJson() {}

    /** What is told of it, in the order of the documentation. */
    public static Map<String, Object> of(CallLook call) {
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
        Instant answered = call.answered();
        json.put("answered", answered == null ? null : answered.toString());
        json.put("inputTokens", call.usage().input());
        json.put("outputTokens", call.usage().output());
        json.put("cachedTokens", call.usage().cached());
        json.put("reasoningTokens", call.usage().reasoning());
        json.put("cost", call.cost() == null ? null : Money.dollars(call.cost()));
        json.put("worstCost", Money.dollars(call.worstCost()));
        json.put("reason", call.reason() == null ? null : call.reason().name());
        json.put("why", call.why());
        json.put("reply", call.body());
        return json;
    }
}
