package io.cama.flow.choice;

import io.cama.model.Failure;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import java.util.List;
import java.util.Map;

/** The models that stand in for a prompt's own, {@code cama.fallbacks} in its front matter. */
public final class Fallbacks {
    private Fallbacks() {}

    /**
     * Their names, {@code provider/model}, in the order they are tried.
     *
     * @throws io.cama.model.EndpointFault if they are no list of names
     */
    public static List<String> of(Prompt prompt) {
        Object listed = prompt.ext().getOrDefault("cama", Map.of()).get("fallbacks");
        if (listed == null) {
            return List.of();
        }
        if (listed instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw Failure.of(
                        Reason.CONFIG,
                        "prompt %s: cama.fallbacks is \"%s\" and should be a list of provider/model names"
                                .formatted(prompt.name(), listed))
                .asFault();
    }
}
