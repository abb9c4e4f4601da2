package io.cama.routes;

import java.util.LinkedHashMap;
import java.util.Map;

/** The user's own step in a fallback: takes the code of the error for the answer. */
public final class RuleOfThumb {
    private RuleOfThumb() {}

    public static Map<String, Object> answer(Map<String, Object> item) {
        Map<String, Object> result = new LinkedHashMap<>(item);
        Object error = result.remove("error");
        result.put("say", Map.of("said", "by rule, for " + ((Map<?, ?>) error).get("code")));
        return result;
    }
}
