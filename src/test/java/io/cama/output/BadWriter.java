package io.cama.output;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A format whose writer is at fault, in one way or another; it reads back as the sound one does. */
record BadWriter(OutputFormat sound, Way way) implements OutputFormat {
    /** What it does wrong. */
    enum Way {
        LEAVES_ROWS_UNREAD,
        CUTS_THE_FILE,
        WRITES_A_ROW_LESS_THAN_IT_SAYS,
        WRITES_OTHER_CONTENT_THAN_IT_SAYS
    }

    @Override
    public String name() {
        return sound.name();
    }

    @Override
    public Written write(Iterator<Row> rows, OutputJob job, Path file) throws IOException {
        List<Row> all = new ArrayList<>();
        all.add(rows.next());
        if (way == Way.LEAVES_ROWS_UNREAD) {
            return sound.write(all.iterator(), job, file);
        }
        rows.forEachRemaining(all::add);
        Written said = sound.write(all.iterator(), job, file);
        if (way == Way.CUTS_THE_FILE) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        } else if (way == Way.WRITES_A_ROW_LESS_THAN_IT_SAYS) {
            Files.delete(file);
            sound.write(all.subList(0, all.size() - 1).iterator(), job, file);
        } else {
            Files.delete(file);
            sound.write(all.stream().map(BadWriter::other).toList().iterator(), job, file);
        }
        return said;
    }

    private static Row other(Row row) {
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.replaceAll((name, value) -> value instanceof String text ? text + "!" : value);
        return new Row(row.position(), values);
    }

    @Override
    public void verify(Path file, Written written) throws IOException {
        sound.verify(file, written);
    }

    @Override
    public List<Finding> findings(Path folder) {
        return sound.findings(folder);
    }
}
