package io.cama.flow.choice;

import io.cama.flow.Json;
import io.cama.model.Failure;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A share of the items that another model or another prompt answers, {@code cama.canary} in the front matter. Which
 * items is decided by what is in them alone, so that it is the same in every run, and a larger share holds all of a
 * smaller one.
 *
 * @param share per cent of the items, 0 to 100
 * @param model {@code provider/model} that answers them, or null for the prompt's own
 * @param prompt name of the prompt that is filled for them, or null for the same
 */
public record Canary(
        double share, @Nullable String model, @Nullable String prompt) {
    private static final long SPACE = 1L << 32;

    /**
     * The canary of a prompt, or null where it has none.
     *
     * @throws io.cama.model.EndpointFault if it is not written as it should be
     */
    public static @Nullable Canary of(Prompt prompt) {
        Object said = prompt.ext().getOrDefault("cama", Map.of()).get("canary");
        if (said == null) {
            return null;
        }
        if (said instanceof Map<?, ?> map
                && map.get("share") instanceof Number share
                && share.doubleValue() >= 0
                && share.doubleValue() <= 100
                && (map.get("model") instanceof String || map.get("prompt") instanceof String)) {
            return new Canary(share.doubleValue(), text(map.get("model")), text(map.get("prompt")));
        }
        throw Failure.of(
                        Reason.CONFIG,
                        "prompt %s: cama.canary is \"%s\" and should be {share: 0 to 100, model: provider/model, prompt: name}, with a model, a prompt or both"
                                .formatted(prompt.name(), said))
                .asFault();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    /**
     * Whether an item is among the share.
     *
     * @param key fields that identify an item; empty for all of them
     */
    public boolean takes(List<String> key, Map<String, Object> item) {
        Map<String, Object> identity = new TreeMap<>(item);
        if (item.keySet().containsAll(key) && !key.isEmpty()) {
            identity.keySet().retainAll(key);
        }
        CRC32C hash = new CRC32C();
        hash.update(Json.line(new LinkedHashMap<>(identity)).getBytes(StandardCharsets.UTF_8));
        return hash.getValue() < share / 100 * SPACE;
    }
}
