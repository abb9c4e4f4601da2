package io.cama.flow.local;

import io.cama.model.Disk;
import io.cama.model.ItemRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How often the process died while an item was at work, in a file of lines {@code run position deaths}. */
record Deaths(Path file) {
    private static final Pattern LINE = Pattern.compile("(\\w+) (\\d{1,13}) (\\d{1,9})");

    /** An item of a run, in whatever pass. */
    record Item(String run, long position) {
        static Item of(ItemRef ref) {
            return new Item(ref.run(), ref.position());
        }
    }

    /** The counts; lines that are none are passed over. */
    Map<Item, Integer> read() throws IOException {
        Map<Item, Integer> counts = new HashMap<>();
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        for (String line : lines) {
            Matcher part = LINE.matcher(line);
            if (part.matches()) {
                counts.put(new Item(part.group(1), Long.parseLong(part.group(2))), Integer.parseInt(part.group(3)));
            }
        }
        return counts;
    }

    /** Replaces the counts, durably. */
    void write(Map<Item, Integer> counts) throws IOException {
        String lines = counts.entrySet().stream()
                .map(count -> count.getKey().run() + " " + count.getKey().position() + " " + count.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
        Disk.replace(file, lines.getBytes(StandardCharsets.UTF_8));
    }
}
