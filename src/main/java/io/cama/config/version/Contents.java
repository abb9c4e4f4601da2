package io.cama.config.version;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Contents of files, each once, under its SHA-256. */
record Contents(Path folder) {
    /** Keeps a content and gives the name it can be read by. */
    String keep(byte[] content) throws IOException {
        String name = sha256(content);
        Path file = folder.resolve(name);
        if (!Files.exists(file) || Files.size(file) != content.length) {
            write(file, content);
        }
        return name;
    }

    /**
     * The content of that name.
     *
     * @throws IOException if it is not there, or not what it was
     */
    byte[] read(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] content = Files.readAllBytes(file);
        if (!sha256(content).equals(name)) {
            throw new IOException(file + " is damaged");
        }
        return content;
    }

    /** Forgets all others. */
    void retain(Set<String> names) throws IOException {
        List<Path> files;
        try (Stream<Path> there = Files.list(folder)) {
            files = there.toList();
        }
        for (Path file : files) {
            if (!names.contains(String.valueOf(file.getFileName()))) {
                Files.delete(file);
            }
        }
    }

    /** Writes a file whole or not at all; it is on the disk when this returns. */
    static void write(Path file, byte[] content) throws IOException {
        Path parent = file.resolveSibling("");
        Files.createDirectories(parent);
        Path half = Files.createTempFile(parent, ".half-", ".tmp");
        try {
            try (FileChannel out = FileChannel.open(half, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(half, Files.getPosixFilePermissions(file));
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
