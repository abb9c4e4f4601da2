package io.cama.flow.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.output.file.Outbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A receipt that was published. */
public final class ReceiptFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern RUN = Pattern.compile("[0-9a-z_-]{1,64}");

    private final ObjectNode content;

    private ReceiptFile(ObjectNode content) {
        this.content = content;
    }

    /**
     * Reads a receipt; empty if there is none, none of a form that is known, or none that a run can have written: its
     * run is a plain word in lower case, and every file it lists lies beside it.
     */
    public static Optional<ReceiptFile> read(Path file) {
        return open(file).filter(receipt -> receipt.format() <= Receipt.FORMAT).filter(ReceiptFile::isOurs);
    }

    /** Says that a file is the receipt of a newer program, which this one leaves alone; empty if it is none. */
    public static Optional<String> newer(Path file) {
        return open(file)
                .filter(receipt -> receipt.format() > Receipt.FORMAT)
                .map(receipt ->
                        "%s is a receipt of format %d, and this Cama reads format %d; it stays with what it lists"
                                .formatted(file, receipt.format(), Receipt.FORMAT));
    }

    private static Optional<ReceiptFile> open(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode content
                    ? Optional.of(new ReceiptFile(content))
                    : Optional.empty();
        } catch (IOException noReceipt) {
            return Optional.empty();
        }
    }

    /** The version of its form; the first where it does not say. */
    private int format() {
        return content.path("format").asInt(1);
    }

    private boolean isOurs() {
        return RUN.matcher(run()).matches()
                && StreamSupport.stream(content.path("outputs").spliterator(), false)
                        .allMatch(ReceiptFile::liesBeside)
                && (!content.path("deadLetters").isObject() || liesBeside(content.path("deadLetters")));
    }

    private static boolean liesBeside(JsonNode listed) {
        try {
            return !Outbox.plain(listed.path("file").asText("")).isEmpty();
        } catch (IllegalArgumentException leadsAway) {
            return false;
        }
    }

    /** Id of the run it is of. */
    public String run() {
        return content.path("run").asText("");
    }

    /** The input it is of, or empty if it does not say. */
    public String input() {
        return content.at("/input/file").asText("");
    }

    /** The names of the outputs it lists. */
    public List<String> outputs() {
        List<String> names = new ArrayList<>();
        content.path("outputs").forEach(output -> names.add(output.path("file").asText("")));
        return names;
    }

    /** Its text, with the names of files that begin with one name beginning with another. */
    public byte[] renamed(String from, String to) {
        ObjectNode copy = content.deepCopy();
        for (JsonNode output : copy.path("outputs")) {
            rename(output, from, to);
        }
        rename(copy.path("deadLetters"), from, to);
        return text(copy);
    }

    private static void rename(JsonNode part, String from, String to) {
        String file = part.path("file").asText("");
        if (part instanceof ObjectNode object && file.startsWith(from + ".")) {
            object.put("file", to + file.substring(from.length()));
        }
    }

    /** A receipt as it is written. */
    static byte[] text(Object content) {
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("a receipt that is no JSON", e);
        }
    }
}
