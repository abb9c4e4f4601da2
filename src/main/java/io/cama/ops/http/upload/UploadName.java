package io.cama.ops.http.upload;

import io.cama.flow.inbox.InboxFilter;
import io.cama.ops.http.wire.Problem;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The name a client gives its file, as one that is safe in a folder, in a log and on a page. */
final class UploadName {
    private static final int LONGEST = 120;
    private static final int LONGEST_GIVEN = 1000;
    private static final int LONGEST_ENDING = 12;

    /** What none can see, turns text round, parts folders, or means something to some system. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\uFFFD<>:\"|?*$`{}]");

    private static final Pattern EDGE = Pattern.compile("^[.\\s~-]+|[.\\s~]+$");

    private UploadName() {}

    /**
     * The safe name.
     *
     * @throws Problem if nothing is left of it, or it is one that the inbox leaves alone
     */
    static String of(String given) {
        if (given.length() > LONGEST_GIVEN) {
            throw bad("longer than " + LONGEST_GIVEN + " characters");
        }
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String plain =
                UNSAFE.matcher(Normalizer.normalize(last, Normalizer.Form.NFC)).replaceAll("_");
        String name = cut(EDGE.matcher(plain).replaceAll(""));
        if (name.isEmpty() || name.chars().allMatch(c -> c == '_' || c == '.')) {
            throw bad("no name");
        }
        if (InboxFilter.isUnfinished(name)) {
            throw bad("that of a file which is still being written, which the inbox leaves alone");
        }
        return name;
    }

    private static Problem bad(String what) {
        return Problem.bad("The name is " + what + "; give one such as name=words.csv.");
    }

    /** No longer than it may be, its ending kept. */
    private static String cut(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        StringBuilder stem = new StringBuilder(name.substring(0, name.length() - ending.length()));
        while (bytes(stem + ending) > LONGEST) {
            stem.setLength(stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
