package io.cama.llm.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replies written by hand, found by the values of an item. */
final class ReplyBook {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * One reply and when to give it.
     *
     * @param order place among all, which breaks ties
     * @param when values by their dotted path
     * @param with paths that must be there
     */
    private record Entry(int order, Map<String, String> when, List<String> with, String reply) {
        int conditions() {
            return when.size() + with.size();
        }

        boolean matches(JsonNode item) {
            return when.entrySet().stream().allMatch(pair -> pair.getValue().equals(textAt(item, pair.getKey())))
                    && with.stream().allMatch(path -> exists(at(item, path)));
        }

        boolean beats(Entry other) {
            return conditions() == other.conditions() ? order < other.order : conditions() > other.conditions();
        }
    }

    /** Entries by the path and the value of one of their pairs. */
    private final Map<String, Map<String, List<Entry>>> index = new LinkedHashMap<>();

    private final List<Entry> unindexed = new ArrayList<>();

    private ReplyBook(List<Entry> entries) {
        var shared = new HashMap<Map.Entry<String, String>, Integer>();
        entries.forEach(entry -> entry.when().entrySet().forEach(pair -> shared.merge(pair, 1, Integer::sum)));
        for (Entry entry : entries) {
            Map.Entry<String, String> rarest = null;
            for (Map.Entry<String, String> pair : entry.when().entrySet()) {
                rarest =
                        rarest == null || shared.getOrDefault(pair, 0) < shared.getOrDefault(rarest, 0) ? pair : rarest;
            }
            List<Entry> place = rarest == null
                    ? unindexed
                    : index.computeIfAbsent(rarest.getKey(), path -> new HashMap<>())
                            .computeIfAbsent(rarest.getValue(), value -> new ArrayList<>());
            place.add(entry);
        }
    }

    /**
     * Reads files of one JSON object a line: {@code {"when":{"term":"사과"},"with":["draft"],"reply":…}}.
     *
     * @throws IllegalArgumentException if a line is no such object
     */
    static ReplyBook read(List<Path> files) throws IOException {
        var entries = new ArrayList<Entry>();
        for (Path file : files) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!text.isBlank()) {
                    entries.add(entry(file + ":" + number, text, entries.size()));
                }
            }
        }
        return new ReplyBook(entries);
    }

    private static Entry entry(String where, String line, int order) {
        JsonNode root;
        try {
            root = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(where + ": this is no JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode reply = root.path("reply");
        if (reply.isMissingNode() || reply.isNull()) {
            throw new IllegalArgumentException(where + ": there is no \"reply\". Add one, as text or as JSON.");
        }
        var when = new LinkedHashMap<String, String>();
        for (Map.Entry<String, JsonNode> pair : root.path("when").properties()) {
            if (!pair.getValue().isValueNode()) {
                throw new IllegalArgumentException(
                        where + ": \"when\" asks " + pair.getKey() + " to be a list or an object. Use a plain value.");
            }
            when.put(pair.getKey(), pair.getValue().asText());
        }
        var with = new ArrayList<String>();
        root.path("with").forEach(path -> with.add(path.asText()));
        return new Entry(order, when, with, reply.isTextual() ? reply.textValue() : reply.toString());
    }

    /** The reply whose conditions all hold; of several the one with most of them, then the first. */
    Optional<String> find(JsonNode item) {
        Entry best = null;
        for (Entry entry : candidates(item)) {
            if ((best == null || entry.beats(best)) && entry.matches(item)) {
                best = entry;
            }
        }
        return Optional.ofNullable(best).map(Entry::reply);
    }

    private List<Entry> candidates(JsonNode item) {
        var found = new ArrayList<>(unindexed);
        index.forEach((path, byValue) -> {
            String value = textAt(item, path);
            found.addAll(value == null ? List.of() : byValue.getOrDefault(value, List.of()));
        });
        return found;
    }

    private static JsonNode at(JsonNode item, String path) {
        if (item.has(path)) {
            return item.path(path);
        }
        JsonNode node = item;
        for (String name : path.split("\\.", -1)) {
            node = node.isArray() && name.matches("\\d{1,6}") ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return node;
    }

    /** A value that is null counts as not there: an earlier prompt has not answered. */
    private static boolean exists(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private static @Nullable String textAt(JsonNode item, String path) {
        JsonNode value = at(item, path);
        return value.isValueNode() ? value.asText() : null;
    }
}
