package io.cama.ops.http.guard;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.config.value.KeyReference;
import io.cama.model.Disk;
import io.cama.model.Finding;
import io.cama.model.Secret;
import io.cama.ops.control.By.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the tokens come from: a reference in the settings, or else a file for each role in {@code work/tokens}, made at
 * the first start with 256 random bits and rights for its owner alone.
 */
public final class TokenFiles {
    private static final int RANDOM_BYTES = 32;

    private final Settings settings;
    private final Map<String, String> environment;

    /** @param environment where references to variables are looked up */
    public TokenFiles(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
    }

    /** Where a role's token lies unless the settings say otherwise. */
    public static Path file(Path home, Role role) {
        return home.resolve("work/tokens").resolve(role.toString());
    }

    /**
     * The token of each role; those that are missing are made.
     *
     * @throws ConfigException if one is referred to and not there, or cannot be used
     */
    public Tokens read() throws IOException {
        Map<Role, Secret> tokens = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            tokens.put(role, token(role));
        }
        try {
            return new Tokens(tokens);
        } catch (IllegalArgumentException unusable) {
            throw wrong(
                    "cama.api.token",
                    String.valueOf(unusable.getMessage()),
                    "delete the file in work/tokens, and a new one is made");
        }
    }

    private Secret token(Role role) throws IOException {
        String key = "cama.api.token." + role;
        String reference = settings.text(key);
        if (reference.isEmpty()) {
            return made(file(settings.home(), role));
        }
        KeyReference where = KeyReference.parse(reference, settings.home())
                .orElseThrow(() -> wrong(key, "holds the token itself", "write " + KeyReference.FORMS));
        Optional<String> text = where.read(environment);
        return secret(key, text.orElseThrow(() -> wrong(key, "there is no token", where.hint())));
    }

    private Secret made(Path file) throws IOException {
        Path folder = Disk.folder(file);
        if (!Files.isDirectory(folder)) {
            Disk.makeFolders(Disk.folder(folder));
            Files.createDirectory(folder, owner(Disk.folder(folder), "rwx------"));
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
            Disk.replace(file, token.getBytes(StandardCharsets.US_ASCII), owner(folder, "rw-------"));
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw wrong(file.toString(), "is no regular file", "remove it, and a new token is made");
        }
        if (Disk.isPosix(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return secret(file.toString(), Files.readString(file));
    }

    private static Secret secret(String where, String text) {
        try {
            return new Secret(text);
        } catch (IllegalArgumentException lines) {
            throw wrong(where, "holds more than one line", "leave the token alone in it");
        }
    }

    private static FileAttribute<?>[] owner(Path place, String rights) {
        return Disk.isPosix(place)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    private static ConfigException wrong(String where, String message, String hint) {
        return new ConfigException(Finding.error(where, 0, message, hint));
    }
}
