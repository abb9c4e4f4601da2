package io.cama.flow.local;

import io.cama.model.ItemRef;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        List<String> lines = counts.entrySet().stream()
                .map(count -> count.getKey().run() + " " + count.getKey().position() + " " + count.getValue())
                .sorted()
                .toList();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, lines);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
