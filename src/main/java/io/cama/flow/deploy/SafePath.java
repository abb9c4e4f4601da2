package io.cama.flow.deploy;

import io.cama.model.Failure;
import io.cama.model.Reason;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A path from a row or a model that can lead nowhere but into the folder it is resolved against, on any system.
 *
 * @param text with slashes, in Unicode's form NFC
 */
record SafePath(String text) {
    private static final Pattern SLASHES = Pattern.compile("[/\\\\]+");
    private static final Pattern ODD = Pattern.compile("[\\x00-\\x1f\\x7f<>:\"|?*\\p{Cf}]");
    private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?|\\.git");
    private static final int MOST_PARTS = 32;
    private static final int MOST_BYTES = 150;
    private static final int MOST_BYTES_IN_ALL = 1024;

    /**
     * Reads a path.
     *
     * @throws io.cama.model.ItemFault BAD_PATH if it is not safe
     */
    static SafePath of(String written) {
        String path = Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
        if (path.isEmpty() || path.startsWith("/") || path.startsWith("\\")) {
            throw bad(written, path.isEmpty() ? "is empty" : "is absolute");
        }
        List<String> parts = List.of(SLASHES.split(path, -1));
        if (parts.size() > MOST_PARTS) {
            throw bad(written, "has more than " + MOST_PARTS + " parts");
        }
        parts.forEach(part -> check(written, part));
        if (bytes(path) > MOST_BYTES_IN_ALL) {
            throw bad(written, "has more than " + MOST_BYTES_IN_ALL + " bytes");
        }
        return new SafePath(String.join("/", parts));
    }

    private static void check(String written, String part) {
        if (part.isEmpty() || part.equals(".") || part.equals("..")) {
            throw bad(written, "has a part that names no file");
        }
        if (ODD.matcher(part).find() || part.endsWith(".") || part.endsWith(" ") || part.startsWith(" ")) {
            throw bad(written, "has characters that not every system takes");
        }
        if (RESERVED.matcher(part).matches()) {
            throw bad(written, "has a name that is reserved");
        }
        if (bytes(part) > MOST_BYTES) {
            throw bad(written, "has a name of more than " + MOST_BYTES + " bytes");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static RuntimeException bad(String written, String why) {
        String shown = ODD.matcher(written).replaceAll("�");
        String start = shown.length() > MOST_BYTES ? shown.substring(0, MOST_BYTES) + "…" : shown;
        return Failure.of(Reason.BAD_PATH, "the path \"" + start + "\" " + why).asFault();
    }

    /** The same for paths that some file system takes for the same. */
    String key() {
        return text.toLowerCase(Locale.ROOT);
    }
}
