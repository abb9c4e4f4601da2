package io.cama.flow.event;

import io.cama.flow.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param type of {@link EventType}
 * @param job empty where it concerns none
 * @param run its id, or null where it concerns none
 * @param position of the item, 0 where it concerns none
 * @param at to the millisecond
 * @param retries how often the item was tried in earlier passes over its run
 * @param payload what is particular to the type; values as JSON has them
 */
public record Event(
        String type,
        String job,
        @Nullable String run,
        long position,
        Instant at,
        int retries,
        Map<String, Object> payload) {
    /** The item's id, the same that a dead letter has; null where it concerns none. */
    public @Nullable String item() {
        return position == 0 ? null : run + "-" + position;
    }

    /** One line of JSON. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type);
        json.put("job", job);
        json.put("run", run);
        json.put("position", position);
        json.put("item", item());
        json.put("at", at.toString());
        json.put("retries", retries);
        json.put("payload", payload);
        return Json.line(json);
    }

    /**
     * Reads what {@link #json()} wrote.
     *
     * @throws IllegalArgumentException if the text is no event
     */
    @SuppressWarnings("unchecked")
    public static Event parse(String text) {
        Map<String, Object> json = Json.object(text);
        if (json.get("type") instanceof String type
                && json.get("at") instanceof String at
                && json.get("position") instanceof Number position
                && json.get("retries") instanceof Number retries
                && json.get("payload") instanceof Map<?, ?> payload) {
            return new Event(
                    type,
                    String.valueOf(json.get("job")),
                    json.get("run") instanceof String run ? run : null,
                    position.longValue(),
                    Instant.parse(at),
                    retries.intValue(),
                    (Map<String, Object>) payload);
        }
        throw new IllegalArgumentException("no event: it lacks type, at, position, retries or payload");
    }
}
