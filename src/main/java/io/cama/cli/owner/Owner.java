package io.cama.cli.owner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user a file belongs to.
 *
 * @param uid 0 for root
 * @param name the number where it has no other
 */
public record Owner(int uid, String name) {
    /** The owner of a file; empty where it is not there, or where files have no owners with numbers. */
    public static Optional<Owner> of(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        try {
            Map<String, Object> seen = Files.readAttributes(file, "unix:uid,owner");
            return seen.get("uid") instanceof Integer uid
                    ? Optional.of(new Owner(uid, String.valueOf(seen.get("owner"))))
                    : Optional.empty();
        } catch (IOException notToBeSeen) {
            return Optional.empty();
        }
    }

    /** As {@code sudo -u} takes it. */
    String forSudo() {
        return name.matches("\\d+") ? "'#" + name + "'" : name;
    }
}
