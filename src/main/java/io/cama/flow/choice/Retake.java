package io.cama.flow.choice;

import io.cama.flow.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a dead letter is asked again, where that is not as its job says. The ledger keeps it with the item.
 *
 * @param model {@code provider/model} that answers what has no answer yet, or null for the prompts' own
 * @param prompts names of the prompts filled in place of others, by the others' names
 */
public record Retake(@Nullable String model, Map<String, String> prompts) {
    /** As the job says. */
    public static final Retake NONE = new Retake(null, Map.of());

    private static final String MODEL = "model";
    private static final String PROMPTS = "prompts";

    public Retake {
        prompts = Map.copyOf(prompts);
    }

    /** Reads what {@link #text()} wrote; null is {@link #NONE}. */
    public static Retake read(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        Map<String, Object> json = Json.object(text);
        Map<String, String> prompts = new LinkedHashMap<>();
        if (json.get(PROMPTS) instanceof Map<?, ?> named) {
            named.forEach((name, other) -> prompts.put(String.valueOf(name), String.valueOf(other)));
        }
        return new Retake(json.get(MODEL) instanceof String model ? model : null, prompts);
    }

    /** As the ledger keeps it: one line of JSON. */
    public String text() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (model != null) {
            json.put(MODEL, model);
        }
        if (!prompts.isEmpty()) {
            json.put(PROMPTS, new TreeMap<>(prompts));
        }
        return Json.line(json);
    }

    /** The prompt that is filled in place of another, or that other. */
    public String prompt(String name) {
        return prompts.getOrDefault(name, name);
    }
}
