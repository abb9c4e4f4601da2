package io.cama.config.source;

import io.cama.model.Finding;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key with the value that won.
 *
 * @param value as written, without white space around it
 */
public record Setting(String key, String value, Origin origin) {
    private static final Pattern SECRET = Pattern.compile("cama\\.provider\\.[^.]+\\.(key"
            + "|headers\\.(?i:.*(authorization|key|token|secret|password|cookie|credential).*))"
            + "|cama\\.api\\.(tls\\.password|token\\.[a-z]+)");

    /** Whether the value of a key is, or names, a secret: a provider's key, a header with one, or a token of the API. */
    public static boolean isSecret(String key) {
        return SECRET.matcher(key).matches();
    }

    /** The provider this belongs to, if its key begins with {@code cama.provider.}. */
    String provider() {
        return key.split("\\.", -1)[2];
    }

    /** Something about this setting that must be put right. */
    public Finding error(String message, @Nullable String hint) {
        return Finding.error(origin.where(), origin.line(), key + ": " + message, hint);
    }

    /** Something about this setting that deserves a look. */
    public Finding warning(String message, @Nullable String hint) {
        return Finding.warning(origin.where(), origin.line(), key + ": " + message, hint);
    }
}
