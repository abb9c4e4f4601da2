package io.cama.faults.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the endpoint itself has noted of each call before it answered. */
final class CallLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Calls that were answered with 200 although the same request had been before.
     *
     * @param term the item's first value, as the endpoint saw it
     * @param more how often beside the first time
     */
    record Repeat(String hash, String term, long more) {}

    private final long calls;
    private final List<Repeat> repeats;

    private CallLog(long calls, List<Repeat> repeats) {
        this.calls = calls;
        this.repeats = repeats;
    }

    /** Reads the whole log. */
    static CallLog read(Path file) throws IOException {
        Map<String, Long> answers = new LinkedHashMap<>();
        Map<String, String> terms = new LinkedHashMap<>();
        long calls = 0;
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode call = JSON.readTree(line);
                calls++;
                if (call.path("status").asInt() == 200) {
                    answers.merge(call.path("hash").asText(), 1L, Long::sum);
                    terms.put(call.path("hash").asText(), call.path("term").asText());
                }
            }
        }
        List<Repeat> repeats = new ArrayList<>();
        answers.forEach((hash, times) -> {
            if (times > 1) {
                repeats.add(new Repeat(hash, terms.get(hash), times - 1));
            }
        });
        return new CallLog(calls, List.copyOf(repeats));
    }

    long calls() {
        return calls;
    }

    List<Repeat> repeats() {
        return repeats;
    }

    long repeated() {
        return repeats.stream().mapToLong(Repeat::more).sum();
    }
}
