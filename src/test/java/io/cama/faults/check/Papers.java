package io.cama.faults.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** Published files, read to their very end; one that is torn is an exception. */
public final class Papers {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectReader ELEMENT =
            JSON.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Papers() {}

    /** A JSON object. */
    static JsonNode object(Path file) throws IOException {
        JsonNode node = JSON.readTree(Files.readAllBytes(file));
        if (node == null || !node.isObject()) {
            throw new IOException(file + " is no JSON object");
        }
        return node;
    }

    /** An object a line, each line ended. */
    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IOException(file + " ends inside a line");
        }
        for (String line : text.lines().toList()) {
            if (!line.isEmpty()) {
                all.add(JSON.readTree(line));
            }
        }
        return all;
    }

    /** The objects of an array. */
    static List<JsonNode> array(Path file) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException(file + " is no JSON array");
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                all.add(ELEMENT.readValue(parser));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
                throw new IOException(file + " does not end as an array");
            }
        }
        return all;
    }

    /** The rows of an output by the format's name; for one that holds no rows by itself, none. */
    static List<Map<String, String>> rows(String format, Path file) throws IOException {
        return switch (format) {
            case "jsonl" -> lines(file).stream().map(Papers::texts).toList();
            case "json" -> array(file).stream().map(Papers::texts).toList();
            case "csv" -> Csv.commas(file);
            case "tsv" -> Csv.tabs(file);
            default -> {
                unpack(file);
                yield List.of();
            }
        };
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** Reads every entry, whose checksums the reader holds against what is there. */
    private static void unpack(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    /** SHA-256 of a file, hex. */
    public static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
