package io.cama.faults.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of a finished run which promises it has broken. */
public final class Checker {
    private static final int SHOWN = 5;

    private final Evidence evidence;
    private final String stem;
    private final List<String> faults = new ArrayList<>();
    private List<Map<String, String>> input = List.of();
    private Map<String, Integer> positions = Map.of();
    private Set<Integer> results = Set.of();
    private Set<Integer> dead = Set.of();

    private Checker(Evidence evidence) {
        this.evidence = evidence;
        String name = String.valueOf(evidence.input().getFileName());
        this.stem = name.substring(0, name.lastIndexOf('.'));
    }

    /**
     * Judges one input that has come to its end.
     *
     * @throws IOException if the harness's own files cannot be read; what the program left is never a reason
     */
    public static Judgement judge(Evidence evidence) throws IOException {
        return new Checker(evidence).judge();
    }

    private Judgement judge() throws IOException {
        input = Csv.commas(evidence.input());
        positions = new HashMap<>();
        for (int row = 1; row <= input.size(); row++) {
            positions.put(input.get(row - 1).get(evidence.key()), row);
        }
        inputIsUnchanged();
        CallLog log = CallLog.read(evidence.calls());
        JsonNode receipt = read("the receipt", () -> Papers.object(file(".run.json")));
        long listed = 0;
        if (receipt != null) {
            outputs(receipt);
            dead = dead(receipt);
            everyRowHasOneEnd(receipt);
            listed = repeats(log, receipt);
        }
        nothingLiesAbout(receipt);
        return new Judgement(faults, input.size(), results.size(), dead.size(), log.calls(), log.repeated(), listed);
    }

    private void inputIsUnchanged() throws IOException {
        if (!evidence.sha256().equals(Papers.sha256(evidence.input()))) {
            faults.add("the input's copy outside was changed");
        }
        if (!evidence.dropped()) {
            return;
        }
        String name = String.valueOf(evidence.input().getFileName());
        List<Path> found = new ArrayList<>();
        for (String room : List.of("inbox", "work", "done", "rejected")) {
            for (Path file : files(evidence.home().resolve(room))) {
                if (file.endsWith(name) && Papers.sha256(file).equals(evidence.sha256())) {
                    found.add(file);
                }
            }
        }
        if (found.size() != 1) {
            faults.add("the input is in " + found.size() + " places, unchanged: " + found);
        }
    }

    private void outputs(JsonNode receipt) {
        if (!evidence.sha256().equals(receipt.at("/input/sha256").asText())) {
            faults.add("the receipt is of another input: " + receipt.at("/input/sha256"));
        }
        if (receipt.path("outputs").isEmpty()) {
            faults.add("the receipt names no output");
        }
        for (JsonNode output : receipt.path("outputs")) {
            String name = output.path("file").asText();
            Path file = evidence.outbox().resolve(name);
            List<Map<String, String>> rows =
                    read(name, () -> Papers.rows(output.path("format").asText(), file));
            String sum = read(name, () -> Papers.sha256(file));
            if (rows == null || sum == null) {
                continue;
            }
            if (!sum.equals(output.path("sha256").asText())) {
                faults.add(name + " is not the file of the receipt");
            }
            rowsOf(name, output, rows);
        }
    }

    /** A table may hold several rows an item, an object is one item, and a deck is no list of rows at all. */
    private void rowsOf(String name, JsonNode output, List<Map<String, String>> rows) {
        String format = output.path("format").asText();
        if (format.equals("apkg")) {
            return;
        }
        if (rows.size() != output.path("rows").asLong()) {
            faults.add(name + " has " + rows.size() + " rows, its receipt says " + output.path("rows"));
        }
        boolean single = format.startsWith("json");
        Set<Integer> seen = new HashSet<>();
        int last = 0;
        for (Map<String, String> row : rows) {
            int position = positions.getOrDefault(row.getOrDefault(evidence.key(), ""), 0);
            if (position == 0) {
                faults.add(name + " holds a row that was never given: " + row);
                continue;
            }
            if (position < last) {
                faults.add("%s is out of order: row %d after row %d".formatted(name, position, last));
            }
            if (!seen.add(position) && single) {
                faults.add(name + " holds row " + position + " twice");
            }
            if (single && !row.entrySet().containsAll(input.get(position - 1).entrySet())) {
                faults.add("%s has changed row %d: %s".formatted(name, position, row));
            }
            last = position;
        }
        if (results.isEmpty()) {
            results = seen;
        } else if (!results.equals(seen)) {
            faults.add(name + " does not hold the rows the other outputs hold");
        }
    }

    private Set<Integer> dead(JsonNode receipt) {
        Path file = file(".dead.jsonl");
        List<JsonNode> letters =
                Files.exists(file) ? read("the dead letters", () -> Papers.lines(file)) : List.<JsonNode>of();
        Set<Integer> seen = new HashSet<>();
        int last = 0;
        String sum = receipt.at("/deadLetters/sha256").asText();
        if (!sum.isEmpty() && !sum.equals(read("the dead letters", () -> Papers.sha256(file)))) {
            faults.add("the dead letters are not the file of the receipt");
        }
        for (JsonNode letter : letters == null ? List.<JsonNode>of() : letters) {
            int position = letter.path("position").asInt();
            if (!seen.add(position)) {
                faults.add("row " + position + " is a dead letter twice");
            }
            if (position < last) {
                faults.add("the dead letters are out of order: row %d after row %d".formatted(position, last));
            }
            last = position;
        }
        return seen;
    }

    private void everyRowHasOneEnd(JsonNode receipt) {
        JsonNode counts = receipt.path("counts");
        List<Integer> twice = results.stream().filter(dead::contains).sorted().toList();
        if (!twice.isEmpty()) {
            faults.add("%d rows are result and dead letter: %s".formatted(twice.size(), some(twice)));
        }
        List<Integer> without = IntStream.rangeClosed(1, input.size())
                .filter(row -> !results.contains(row) && !dead.contains(row))
                .boxed()
                .toList();
        if (without.size() != counts.path("skipped").asLong()) {
            faults.add("%d rows have no end, the receipt knows of %s skipped: %s"
                    .formatted(without.size(), counts.path("skipped"), some(without)));
        }
        Map<String, Long> own =
                Map.of("rows", (long) input.size(), "ok", (long) results.size(), "dead", (long) dead.size());
        own.forEach((name, count) -> {
            if (counts.path(name).asLong(-1) != count) {
                faults.add("the receipt counts %s %s, there are %d".formatted(counts.path(name), name, count));
            }
        });
    }

    /** The receipt says how many calls it lost sight of, and the first of them one by one. */
    private long repeats(CallLog log, JsonNode receipt) {
        long listed = receipt.path("possiblyPaidTwice").asLong();
        if (log.repeated() > evidence.mostRepeats()) {
            faults.add("%d calls were paid for twice, %d may have been in flight: %s"
                    .formatted(log.repeated(), evidence.mostRepeats(), some(log.repeats())));
        }
        if (log.repeated() > listed) {
            faults.add("%d calls were paid for twice, the receipt lists %d".formatted(log.repeated(), listed));
        }
        JsonNode calls = receipt.at("/possiblyPaidTwiceCalls/listed");
        if (calls.isArray() && calls.size() == listed) {
            Set<String> known = new HashSet<>();
            calls.forEach(call -> known.addAll(values(call.path("position").asInt())));
            List<CallLog.Repeat> unlisted = log.repeats().stream()
                    .filter(repeat -> !known.contains(repeat.term()))
                    .toList();
            if (!unlisted.isEmpty()) {
                faults.add("paid for twice and not in the receipt's list: " + some(unlisted));
            }
        }
        return listed;
    }

    private List<String> values(int position) {
        return position < 1 || position > input.size()
                ? List.of()
                : List.copyOf(input.get(position - 1).values());
    }

    /** When all is over, an outbox holds what the receipt names, the dead letters and nothing half-made. */
    private void nothingLiesAbout(@Nullable JsonNode receipt) throws IOException {
        Set<String> known = new HashSet<>(Set.of(stem + ".run.json", stem + ".dead.jsonl"));
        if (receipt != null) {
            receipt.path("outputs")
                    .forEach(output -> known.add(output.path("file").asText()));
        }
        List<String> strays = files(evidence.outbox()).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.startsWith(".") || (name.startsWith(stem + ".") && !known.contains(name)))
                .sorted()
                .toList();
        if (!strays.isEmpty()) {
            faults.add("left in the outbox: " + strays);
        }
        if (dead.isEmpty() && receipt != null && Files.exists(file(".dead.jsonl"))) {
            faults.add("a file of dead letters without any");
        }
    }

    private Path file(String ending) {
        return evidence.outbox().resolve(stem + ending);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String some(List<?> all) {
        return all.stream().limit(SHOWN).map(Objects::toString).collect(Collectors.joining(", "))
                + (all.size() > SHOWN ? ", …" : "");
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> @Nullable T read(String what, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException torn) {
            faults.add(what + " is missing or torn: " + torn);
            return null;
        }
    }
}
