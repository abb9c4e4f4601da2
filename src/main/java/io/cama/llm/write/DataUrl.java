package io.cama.llm.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cama.model.Part;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A medium that is written out in its URL (RFC 2397).
 *
 * @param type MIME type; {@code text/plain} when the URL names none
 * @param base64 its bytes
 */
public record DataUrl(String type, String base64) {
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    /** Reads the URL of a part; empty when it is one of another scheme. The part's own type wins. */
    public static Optional<DataUrl> of(Part.Media medium) {
        String url = medium.url();
        int comma = url.indexOf(',');
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || comma < 0) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma);
        String data = url.substring(comma + 1);
        boolean coded = head.toLowerCase(Locale.ROOT).endsWith(BASE64);
        return Optional.of(new DataUrl(type(medium.contentType(), head), coded ? data : encoded(data)));
    }

    private static String type(@Nullable String named, String head) {
        if (named != null && !named.isBlank()) {
            return named;
        }
        int end = head.indexOf(';');
        String type = end < 0 ? head : head.substring(0, end);
        return type.isBlank() ? "text/plain" : type;
    }

    private static String encoded(String data) {
        // A plus sign stands for itself in a URL, but not in the forms that the decoder is made for.
        String plain = URLDecoder.decode(data.replace("+", "%2B"), UTF_8);
        return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    }
}
