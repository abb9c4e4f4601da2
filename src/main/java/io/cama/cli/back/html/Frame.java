package io.cama.cli.back.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What stands around a page. Its policy lets nothing be loaded and nothing run; even its style must have the digest that
 * the policy names.
 */
public final class Frame {
    private static final String STYLE = "/io/cama/cli/report.css";

    private Frame() {}

    /**
     * The whole page.
     *
     * @param body as {@link Markup} made it
     */
    public static String around(String body) throws IOException {
        String style = style();
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy"
                content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <title>Cama report</title>
                <style>%s</style></head><body>
                %s</body></html>
                """.formatted(digest(style), style, body);
    }

    private static String style() throws IOException {
        try (InputStream in = Frame.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + STYLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String digest(String style) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
