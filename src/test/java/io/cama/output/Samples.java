package io.cama.output;

import io.cama.model.ContentClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small Korean job that the output tests share. */
public final class Samples {
    public static final Path FOLDER = Path.of("src/test/resources/output/korean");

    private Samples() {}

    /** The items of the job, in order. */
    public static List<Row> rows() {
        try {
            List<Row> rows = new ArrayList<>();
            for (String line : Files.readAllLines(FOLDER.resolve("items.jsonl"))) {
                rows.add(Row.read(rows.size() + 1, line));
            }
            return rows;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static OutputJob job(ContentClock clock) {
        return new OutputJob("korean", List.of("term", "type"), FOLDER, clock);
    }

    /** A row of one string field after the other: name, value, name, value. */
    public static Row row(long position, Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return new Row(position, values);
    }

    /** A content clock whose present second is set by hand. */
    public static final class HandClock implements ContentClock {
        public long now = 1_750_000_000L;
        public int asked;
        private final Map<String, String> digests = new HashMap<>();
        private final Map<String, Long> since = new HashMap<>();

        @Override
        public Map<String, Long> changed(Map<String, String> present) {
            asked++;
            Map<String, Long> answer = new HashMap<>();
            present.forEach((key, digest) -> {
                if (!digest.equals(digests.put(key, digest))) {
                    since.put(key, now);
                }
                answer.put(key, since.get(key));
            });
            return answer;
        }
    }
}
