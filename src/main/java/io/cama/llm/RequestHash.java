package io.cama.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cama.model.Provider;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a request by its content, so that a reply already bought is found again. */
public final class RequestHash {
    private static final MessageDigest EMPTY = sha256();

    private RequestHash() {}

    /**
     * SHA-256 in hex over the provider's name, its base URL and the body. Neither the key nor any header counts.
     *
     * @param body as a dialect wrote it
     */
    public static String of(Provider provider, String body) {
        MessageDigest digest = fresh();
        add(digest, provider.name());
        add(digest, provider.url());
        add(digest, body);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A copy costs a fraction of looking the algorithm up among Java's providers. */
    private static MessageDigest fresh() {
        try {
            return (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; use another", e);
        }
    }

    /** The length goes first, so that moving a character from one part to the next changes the hash. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }
}
