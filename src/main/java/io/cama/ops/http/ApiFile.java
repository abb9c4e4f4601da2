package io.cama.ops.http;

import io.cama.flow.board.OwnerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the API of the process at work is, as {@code work/api.json} says: nothing secret.
 *
 * @param pid of the process
 * @param url such as {@code http://127.0.0.1:40123}
 * @param tokens folder with a token for each role, where the settings name no other place
 */
public record ApiFile(long pid, String url, String tokens) {
    /**
     * What the last process said, or empty where none has.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static Optional<ApiFile> read(Path home) throws IOException {
        return new OwnerFile(path(home)).read(ApiFile.class);
    }

    void write(Path home) throws IOException {
        new OwnerFile(path(home)).write(this, false);
    }

    static void remove(Path home) throws IOException {
        Files.deleteIfExists(path(home));
    }

    private static Path path(Path home) {
        return home.resolve("work/api.json");
    }
}
