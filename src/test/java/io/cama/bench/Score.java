package io.cama.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;

/**
 * The figures of one scenario. They are printed, kept in {@code target/bench/<date>.json} with those of the other
 * scenarios of the day, and as a table in {@code target/bench/performance.md}. A figure that can be compared between
 * machines is held against the one in {@code bench/reference.json}.
 */
final class Score {
    private static final double WORSE = 1.2;
    private static final Path FOLDER = Path.of("target/bench");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final String scenario;
    private final List<String> regressions = new ArrayList<>();
    private final ObjectNode rows = JSON.createObjectNode();

    /** Skips the test where {@code -Dcama.bench.only} names others. */
    Score(String scenario) {
        String only = System.getProperty("cama.bench.only", "");
        Assumptions.assumeTrue(
                only.isBlank() || Arrays.asList(only.split(",")).contains(scenario),
                () -> "cama.bench.only leaves out " + scenario);
        this.scenario = scenario;
    }

    /** A size that may be set by {@code -Dcama.bench.<name>}. */
    static int size(String name, int otherwise) {
        return Integer.getInteger("cama.bench." + name, otherwise);
    }

    /** A figure that says something on this machine only. */
    void note(String name, Number value, String unit) {
        row(name, value.doubleValue(), unit);
    }

    /** A figure that has a goal, on this machine only. */
    void goal(String name, Number value, String unit, Goal goal) {
        goal(row(name, value.doubleValue(), unit), value.doubleValue(), goal);
    }

    /** A ratio, which has a goal and a reference. */
    void ratio(String name, double value, Goal goal) throws IOException {
        ObjectNode row = row(name, value, "x");
        goal(row, value, goal);
        double before = reference().path(scenario + "/" + name).path("value").asDouble();
        if (before > 0) {
            row.put("reference", before);
            if (goal.most() ? value > before * WORSE : value < before / WORSE) {
                row.put("regression", true);
                regressions.add(text("REGRESSION %s/%s: %.2f, was %.2f", scenario, name, value, before));
            }
        }
    }

    private ObjectNode row(String name, double value, String unit) {
        return rows.putObject(scenario + "/" + name)
                .put("value", rounded(value))
                .put("unit", unit);
    }

    private static void goal(ObjectNode row, double value, Goal goal) {
        row.put("goal", goal.toString()).put("met", goal.met(value));
    }

    private static double rounded(double value) {
        return Math.abs(value) >= 100 ? Math.rint(value) : Math.rint(value * 1000) / 1000;
    }

    /** Prints and keeps the figures; a regression fails the test under {@code -Dcama.bench.strict}. */
    void keep() throws IOException {
        rows.properties().forEach(row -> System.out.println(line(row.getKey(), row.getValue())));
        regressions.forEach(System.out::println);
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(LocalDate.now(ZoneOffset.UTC) + ".json");
        ObjectNode all = JSON.createObjectNode();
        all.put("java", System.getProperty("java.version"));
        all.put("options", String.join(" ", Track.java()));
        all.put("processors", Runtime.getRuntime().availableProcessors());
        if (Files.exists(file)) {
            all.set("figures", JSON.readTree(file.toFile()).path("figures"));
        }
        all.withObject("/figures").setAll(rows);
        Files.writeString(file, JSON.writeValueAsString(all) + "\n");
        Files.writeString(FOLDER.resolve("performance.md"), table(all.path("figures")));
        if (System.getProperty("cama.bench.strict") != null) {
            assertThat(regressions).isEmpty();
        }
    }

    private static String line(String name, JsonNode row) {
        String goal = row.has("goal")
                ? "   goal " + row.path("goal").textValue() + (row.path("met").asBoolean() ? "" : "  MISSED")
                : "";
        return text("%-52s %12s %s%s", name, number(row), row.path("unit").textValue(), goal);
    }

    private static String table(JsonNode figures) {
        StringBuilder table = new StringBuilder("| figure | measured | goal |\n|---|---:|---|\n");
        figures.properties()
                .forEach(row -> table.append(text(
                        "| %s | %s %s | %s |%n",
                        row.getKey(),
                        number(row.getValue()),
                        row.getValue().path("unit").textValue(),
                        row.getValue().path("goal").asText("")
                                + (row.getValue().path("met").asBoolean(true) ? "" : ", missed"))));
        return table.toString();
    }

    private static String number(JsonNode row) {
        double value = row.path("value").asDouble();
        return Math.abs(value) >= 100 ? text("%,.0f", value) : text("%.2f", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static JsonNode reference() throws IOException {
        try (InputStream in = Score.class.getResourceAsStream("/bench/reference.json")) {
            return in == null ? JSON.createObjectNode() : JSON.readTree(in).path("figures");
        }
    }

    /**
     * What a figure should be.
     *
     * @param most whether the bound is the most it may be, else the least
     */
    record Goal(boolean most, double bound) {
        static Goal atMost(double bound) {
            return new Goal(true, bound);
        }

        static Goal atLeast(double bound) {
            return new Goal(false, bound);
        }

        boolean met(double value) {
            return most ? value <= bound : value >= bound;
        }

        @Override
        public String toString() {
            return (most ? "<= " : ">= ") + (bound >= 100 ? text("%,.0f", bound) : text("%s", bound));
        }
    }
}
