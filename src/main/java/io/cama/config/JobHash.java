package io.cama.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a job is, as a hash: route, prompts, partials, schemas, deck and pages. Data beside them (CSV, JSONL,
 * Markdown, {@code expected/}) does not count.
 */
public final class JobHash {
    private static final Pattern COUNTS = Pattern.compile("[^.].*\\.(prompt|yaml|yml|json|html|css)");

    /** Folders of a job whose files count, too. */
    private static final List<String> BELOW = List.of("deck", "html");

    private JobHash() {}

    /**
     * The hash of the files in a job's folder and its {@code deck} and {@code html} folders. It depends on names and bytes
     * alone, so a moved folder keeps it.
     *
     * @return 64 hex digits
     * @throws IOException if there is no such folder, or one of the files cannot be read
     */
    public static String of(Path folder) throws IOException {
        MessageDigest digest = sha256();
        for (Map.Entry<String, Path> file : files(folder).entrySet()) {
            add(digest, file.getKey().getBytes(StandardCharsets.UTF_8));
            add(digest, Files.readAllBytes(file.getValue()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of a folder that would hold these bytes, by the names that {@link #files} gives. */
    public static String of(Map<String, byte[]> contents) {
        MessageDigest digest = sha256();
        new TreeMap<>(contents).forEach((name, bytes) -> {
            add(digest, name.getBytes(StandardCharsets.UTF_8));
            add(digest, bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The files that count, by their name below the folder, in the order of the names.
     *
     * @throws IOException if there is no such folder
     */
    public static Map<String, Path> files(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        collect(folder, "", files);
        for (String below : BELOW) {
            if (Files.isDirectory(folder.resolve(below))) {
                collect(folder.resolve(below), below + "/", files);
            }
        }
        return files;
    }

    private static void collect(Path folder, String prefix, Map<String, Path> files) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                String name = child.getFileName().toString();
                if (COUNTS.matcher(name).matches() && Files.isRegularFile(child)) {
                    files.put(prefix + name, child);
                }
            }
        }
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
