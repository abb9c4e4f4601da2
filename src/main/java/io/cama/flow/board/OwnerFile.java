package io.cama.flow.board;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cama.model.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
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
        Path folder = Disk.folder(path);
        Files.createDirectories(folder);
        byte[] json = (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        if (durable) {
            Disk.replace(path, json, ownerOnly(folder));
        } else {
            Disk.swap(path, json, ownerOnly(folder));
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return Disk.isPosix(folder)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
