package io.cama.input.charset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Settles the charset of a file. In this order: a byte order mark; the charset asked for; UTF-16 by its zero
 * bytes; UTF-8 if every byte fits; CP949 if every byte fits, the text is Korean and a second opinion does not
 * speak against it. All else is unknown, and so is what is no text at all.
 */
public final class EncodingGuess {
    private static final int HEAD = 64 * 1024;
    private static final int SURELY_KOREAN = 90;
    private static final int LIKELY_KOREAN = 50;
    private static final int ZEROS_IN_ASCII = 30;
    private static final int ZEROS_AMONG_HANGUL = 2;
    private static final String SET_CHARSET = "save it as UTF-8, or set charset in input.yaml";
    private static final String NO_TEXT = "export the rows as CSV, TSV or JSON; PDF, DOCX, EPUB and HTML are for a job"
            + " whose input.yaml says format: document";
    private static final Set<String> OTHER_ASIAN =
            Set.of("GB18030", "HZ-GB-2312", "BIG5", "EUC-TW", "SHIFT_JIS", "EUC-JP", "ISO-2022-JP", "ISO-2022-CN");

    private final Path file;
    private final byte[] head;

    private EncodingGuess(Path file, byte[] head) {
        this.file = file;
        this.head = head;
    }

    /**
     * Reads all of the file, at most three times and in constant memory.
     *
     * @param asked the charset to use unless there is a byte order mark, or null to find out
     */
    public static Encoding of(Path file, @Nullable Charset asked) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new EncodingGuess(file, in.readNBytes(HEAD)).guess(asked);
        }
    }

    private Encoding guess(@Nullable Charset asked) throws IOException {
        Encoding.Known marked = ByteOrder.mark(head);
        if (marked != null) {
            return strictly(marked, "save the file again");
        }
        String kind = Magic.kind(head);
        if (kind != null) {
            return new Encoding.Unknown("this is " + kind + ", not text", NO_TEXT);
        }
        if (asked != null) {
            return strictly(new Encoding.Known(asked, 0), "correct charset in input.yaml, or leave it out");
        }
        StrictScan utf8 = StrictScan.of(file, 0, StandardCharsets.UTF_8);
        Charset wide = ByteOrder.byZeros(head, utf8.fits() ? ZEROS_IN_ASCII : ZEROS_AMONG_HANGUL);
        if (wide != null
                && readable(wide)
                && coherent(wide)
                && StrictScan.of(file, 0, wide).fits()) {
            return new Encoding.Known(wide, 0);
        }
        return utf8.fits() ? utf8() : notUtf8(utf8);
    }

    private Encoding strictly(Encoding.Known known, String todo) throws IOException {
        StrictScan scan = StrictScan.of(file, known.bomBytes(), known.charset());
        return scan.fits()
                ? known
                : new Encoding.Unknown("byte %,d is not valid %s".formatted(scan.firstBad(), known.charset()), todo);
    }

    private Encoding utf8() {
        return readable(StandardCharsets.UTF_8) ? new Encoding.Known(StandardCharsets.UTF_8, 0) : binary("");
    }

    private Encoding notUtf8(StrictScan utf8) throws IOException {
        String seen = "byte %,d is not valid UTF-8".formatted(utf8.firstBad());
        for (byte b : head) {
            if (b == 0) {
                return binary("; " + seen);
            }
        }
        if (utf8.badBytes() * 2 <= utf8.highBytes()) {
            return new Encoding.Unknown(
                    seen + ", though most of the file is", "repair that byte, or set charset in input.yaml");
        }
        Korean korean = new Korean();
        boolean fits = StrictScan.of(file, 0, Korean.CP949, korean::count).fits();
        String opinion = secondOpinion();
        long needed = opinion.equals("EUC-KR") ? LIKELY_KOREAN : SURELY_KOREAN;
        if (fits && korean.percent() >= needed && !OTHER_ASIAN.contains(opinion)) {
            return new Encoding.Known(Korean.CP949, 0);
        }
        return new Encoding.Unknown(seen + (opinion.isEmpty() ? "" : "; it may be " + opinion), SET_CHARSET);
    }

    private static Encoding binary(String more) {
        return new Encoding.Unknown("this is a binary file, not a text" + more, NO_TEXT);
    }

    private String secondOpinion() throws IOException {
        String found = UniversalDetector.detectCharset(file);
        return found == null ? "" : found.toUpperCase(Locale.ROOT);
    }

    /** Whether the head, decoded, is text: few control characters and nothing that Unicode leaves open. */
    private boolean readable(Charset charset) {
        long odd = decoded(charset)
                .codePoints()
                .filter(c -> c < ' ' ? c != '\t' && c != '\n' && c != '\r' : !Character.isDefined(c))
                .count();
        return odd * 10 <= head.length;
    }

    /** Whether nearly all letters are Latin or of the two scripts most used; in random bytes they are not. */
    private boolean coherent(Charset charset) {
        Map<Character.UnicodeScript, Long> scripts = decoded(charset)
                .codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .filter(script -> script != Character.UnicodeScript.COMMON)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long letters = scripts.values().stream().mapToLong(Long::longValue).sum();
        scripts.remove(Character.UnicodeScript.LATIN);
        long strange = scripts.values().stream()
                .sorted(Comparator.reverseOrder())
                .skip(2)
                .mapToLong(Long::longValue)
                .sum();
        return strange * 10 <= letters;
    }

    private String decoded(Charset charset) {
        return new String(head, 0, head.length - head.length % 2, charset);
    }
}
