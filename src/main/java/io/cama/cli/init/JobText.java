package io.cama.cli.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files of a new job: a template, filled with what its first file looks like. */
final class JobText {
    private static final Pattern PLACE = Pattern.compile("@([a-z-]+(?::[a-z]+)?)@");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NOTE_TYPES = 1_000_000_000_000L;

    private final Template template;
    private final String job;
    private final Table table;
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @param file the name of the table's file, for people
     * @param model {@code provider/model}
     */
    JobText(Template template, String job, Table table, String file, String model) {
        this.template = template;
        this.job = job;
        this.table = table;
        values.put("job", job);
        values.put("route", job);
        values.put("model", model);
        values.put("file", "`" + file.replaceAll("[\\p{Cntrl}`]", "?") + "`");
        values.put("key", String.join(",", table.key()));
        values.put("columns", each(", ", column -> quoted(column.field())));
        values.put(
                "row",
                table.columns().stream()
                        .limit(6)
                        .map(column -> "{" + column.field() + "}")
                        .collect(Collectors.joining(" · ")));
        values.put("fields", each("\n", this::field) + "\n    (*): any");
        values.put("type-id", String.valueOf(NOTE_TYPES + noteType(job)));
    }

    /** All files of the job, by name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        template.texts().forEach((name, text) -> files.put(name.replace("job.camel", job + ".camel"), fill(text)));
        files.put("input.yaml", input());
        return files;
    }

    private String fill(String text) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1))));
    }

    private String value(String name) {
        if (name.startsWith("schema:")) {
            return modeline(name.substring("schema:".length()));
        }
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "the template " + template.word() + " names @" + name + "@, which nothing fills");
        }
        return value;
    }

    /** Where editors find what may stand in the file. */
    private static String modeline(String kind) {
        return "# yaml-language-server: $schema=../.schemas/" + kind + ".schema.json\n";
    }

    private String field(Column column) {
        String optional = table.hasCells() ? "" : "?";
        return "    %s: %s"
                .formatted(
                        quoted(column.field() + optional),
                        column.kind().equals("value") ? "any" : "string, " + column.kind());
    }

    /** How the file is read, as far as it does not tell by itself. */
    private String input() {
        StringBuilder text = new StringBuilder(modeline("input"));
        text.append(
                "# How files are read. Format, delimiter and charset are found out; what is said here comes first.\n");
        List<Column> renamed = table.columns().stream()
                .filter(column -> !column.heading().equals(column.field()))
                .toList();
        if (!table.header()) {
            text.append(
                            "# The file has no header: these are its columns in order. Give them better names, here and in the prompt.\n")
                    .append("header: false\n")
                    .append(columns());
        } else if (!renamed.isEmpty() && table.hasCells() && isAmbiguous()) {
            text.append(
                            "# The header names columns twice or not at all, so these names take its place, in the order of the file.\n")
                    .append(columns());
        } else if (!renamed.isEmpty()) {
            text.append("# Names that can stand in a template, and what files call them.\n")
                    .append("aliases:\n");
            renamed.forEach(
                    column -> text.append("  %s: [%s]\n".formatted(quoted(column.field()), quoted(column.heading()))));
        }
        return text.toString();
    }

    private String columns() {
        return "columns: [" + each(", ", column -> quoted(column.field())) + "]\n";
    }

    /** Whether headings cannot tell columns apart, the way aliases compare them. */
    private boolean isAmbiguous() {
        List<String> plain = table.columns().stream()
                .map(column -> column.heading()
                        .strip()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[\\s_]+", "_"))
                .toList();
        return plain.stream().anyMatch(String::isEmpty)
                || plain.stream().distinct().count() < plain.size();
    }

    private String each(String between, Function<Column, String> text) {
        return table.columns().stream().map(text).collect(Collectors.joining(between));
    }

    /** As a double-quoted scalar of YAML, which JSON strings are. */
    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Twelve digits that are always the same for a job's name. */
    private static long noteType(String job) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(job.getBytes(StandardCharsets.UTF_8));
            return Math.floorMod(java.nio.ByteBuffer.wrap(digest).getLong(), NOTE_TYPES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
