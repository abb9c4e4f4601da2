package io.cama.ops.http.route;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Segments of a path as clients write them. */
final class Segments {
    private static final int LONGEST = 600;
    private static final int HEX = 16;
    private static final Pattern SOUND = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-Fa-f]{2})+");

    private Segments() {}

    /** What one says; empty where it says nothing that could be a name, such as dots, or something with a slash in it. */
    static Optional<String> decode(String raw) {
        if (raw.length() > LONGEST || !SOUND.matcher(raw).matches()) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), HEX));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            boolean name = !text.equals(".")
                    && !text.equals("..")
                    && text.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
            return name ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
