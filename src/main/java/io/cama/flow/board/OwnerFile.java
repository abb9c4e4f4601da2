package io.cama.flow.board;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON file that only its owner may read, and that is replaced whole, so that nobody ever reads half of it. */
public record OwnerFile(Path path) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * What it holds, or empty where there is no such file.
     *
     * @throws IOException if it cannot be read or holds something else
     */
    public <T> Optional<T> read(Class<T> type) throws IOException {
        try {
            T value = JSON.readValue(Files.readAllBytes(path), type);
            if (value == null) {
                throw new IOException("it holds null where an object has to be");
            }
            return Optional.of(value);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (ValueInstantiationException unsound) {
            throw unsound.getCause() instanceof IllegalArgumentException why
                    ? new IOException(where(unsound) + why.getMessage(), unsound)
                    : unsound;
        }
    }

    private static String where(JsonMappingException unsound) {
        String part = unsound.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return part.isEmpty() ? "" : "in " + part + " ";
    }

    /**
     * Replaces what it holds.
     *
     * @param durable whether it must be on the disk when this returns
     */
    public void write(Object value, boolean durable) throws IOException {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "." + path.getFileName(), ".new", ownerOnly(folder));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
                out.write('\n');
                if (durable) {
                    channel.force(true);
                }
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            if (durable) {
                sync(folder);
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** A rename is on the disk once its folder is. */
    private static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return isPosix(folder)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
