package io.cama.ops.http.guard;

import io.cama.model.Secret;
import io.cama.ops.control.By.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens, known by their digests only. How long a look-up takes tells nothing about any of them. */
public final class Tokens {
    /** Fewer characters are no token. */
    public static final int SHORTEST = 32;

    private static final int LONGEST = 512;

    private final List<Role> roles = new ArrayList<>();
    private final List<byte[]> digests = new ArrayList<>();

    /** @throws IllegalArgumentException if one is too short, or two roles have the same */
    public Tokens(Map<Role, Secret> tokens) {
        new EnumMap<>(tokens).forEach((role, token) -> {
            if (token.reveal().length() < SHORTEST) {
                throw new IllegalArgumentException(
                        "the token of the " + role + " is shorter than " + SHORTEST + " characters");
            }
            byte[] digest = digest(token.reveal());
            if (digests.stream().anyMatch(known -> MessageDigest.isEqual(known, digest))) {
                throw new IllegalArgumentException("the token of the " + role + " is that of another role, too");
            }
            roles.add(role);
            digests.add(digest);
        });
    }

    /** Whose token that is; empty for nobody's. */
    public Optional<Role> role(String token) {
        byte[] digest = digest(token.length() > LONGEST ? token.substring(0, LONGEST) : token);
        Optional<Role> found = Optional.empty();
        for (int i = 0; i < digests.size(); i++) {
            if (MessageDigest.isEqual(digests.get(i), digest)) {
                found = Optional.of(roles.get(i));
            }
        }
        return found;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
