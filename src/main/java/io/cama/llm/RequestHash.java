package io.cama.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cama.model.Provider;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a request by its content, so that a reply already bought is found again. */
public final class RequestHash {
    private RequestHash() {}

    /**
     * SHA-256 in hex over the provider's name, its base URL and the body. Neither the key nor any header counts.
     *
     * @param body as a dialect wrote it
     */
    public static String of(Provider provider, String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, provider.name());
            add(digest, provider.url());
            add(digest, body);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; use another", e);
        }
    }

    /** The length goes first, so that moving a character from one part to the next changes the hash. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
