package io.cama.input.shape;

import io.cama.input.charset.Encoding;
import io.cama.input.charset.EncodingGuess;
import io.cama.input.options.Format;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a file has to be read, from its name, all of its bytes and its first characters.
 *
 * <p>What {@code input.yaml} says comes first. Then {@code .txt}, {@code .md} and {@code .log} are text, an
 * item a line, whatever they hold. In any other file JSON is recognised by its brackets, and JSON whose first
 * line is an object by itself is JSONL. What is left is CSV or TSV if the name says so, or if two lines or more
 * have equally many cells; else text.
 */
public final class InputSniffer {
    private static final int HEAD = 64 * 1024;

    private final InputOptions options;
    private final String name;
    private final String head;

    private InputSniffer(InputOptions options, String name, String head) {
        this.options = options;
        this.name = name;
        this.head = head;
    }

    /**
     * Reads all of the file once or a few times, in constant memory.
     *
     * @param name the file's own name, where {@code file} is a copy under another one
     * @throws UnreadableInput if it is no text, or its charset is not certain
     */
    public static InputShape sniff(Path file, String name, InputOptions options) throws IOException {
        Encoding encoding = EncodingGuess.of(file, options.charset());
        if (encoding instanceof Encoding.Unknown unknown) {
            throw new UnreadableInput(name, unknown.seen(), unknown.todo());
        }
        Encoding.Known known = (Encoding.Known) encoding;
        InputShape bare = new InputShape(Format.TEXT, known.charset(), known.bomBytes(), ',', false);
        return new InputSniffer(options, name, head(file, bare)).shape(bare);
    }

    private InputShape shape(InputShape bare) throws IOException {
        Format named = Format.ofName(name);
        Format asked = options.format();
        Format format = asked == null ? format(named) : asked;
        DelimiterGuess guess = DelimiterGuess.of(head, options.quotes(), format == Format.TSV ? '\t' : ',');
        if (asked == null && named == null && format == Format.TEXT && guess.even()) {
            format = Format.CSV;
        }
        Character chosen = options.delimiter();
        boolean tabs =
                asked == Format.TSV || (format == Format.TSV && firstLine().indexOf('\t') >= 0);
        char delimiter = chosen != null ? chosen : tabs ? '\t' : guess.delimiter();
        if (!format.hasCells()) {
            return new InputShape(format, bare.charset(), bare.bomBytes(), ',', false);
        }
        Format cells = delimiter == '\t' ? Format.TSV : Format.CSV;
        return new InputShape(cells, bare.charset(), bare.bomBytes(), delimiter, options.header());
    }

    private Format format(@Nullable Format named) {
        String text = head.stripLeading();
        if (named == Format.TEXT) {
            return Format.TEXT;
        }
        if (text.isEmpty()) {
            return named == null ? Format.TEXT : named;
        }
        boolean json = named == Format.JSON || named == Format.JSONL;
        if (json || isJson(text)) {
            return jsonOrLines(text, named);
        }
        String start = text.substring(0, Math.min(text.length(), 16)).toLowerCase(Locale.ROOT);
        if (named == null
                && (start.startsWith("<?xml") || start.startsWith("<!doctype") || start.startsWith("<html"))) {
            throw new UnreadableInput(
                    name,
                    "this is XML or HTML, not a list of rows",
                    "export the rows as CSV, TSV or JSON, or set format: text in input.yaml");
        }
        return named == null ? Format.TEXT : named;
    }

    private static boolean isJson(String text) {
        char second = text.substring(1).stripLeading().concat(" ").charAt(0);
        return (text.charAt(0) == '[' && second == '{') || (text.charAt(0) == '{' && second == '"');
    }

    private static Format jsonOrLines(String text, @Nullable Format named) {
        int end = firstLineEnd(text);
        String first = text.substring(0, end);
        boolean more = !text.substring(end).isBlank();
        char opener = text.charAt(0);
        if (opener == '{') {
            return named == Format.JSONL || (more && closesItself(first)) ? Format.JSONL : Format.JSON;
        }
        boolean linesOfLists = more && closesItself(first);
        return named == Format.JSONL && (opener != '[' || linesOfLists) ? Format.JSONL : Format.JSON;
    }

    private String firstLine() {
        String text = head.stripLeading();
        return text.substring(0, firstLineEnd(text));
    }

    private static int firstLineEnd(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Whether the brackets that a line opens are closed at its very end and not before. */
    private static boolean closesItself(String line) {
        String text = line.strip();
        int depth = 0;
        boolean string = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (string && c == '\\') {
                i++;
            } else if (c == '"') {
                string = !string;
            } else if (!string && (c == '{' || c == '[')) {
                depth++;
            } else if (!string && (c == '}' || c == ']') && --depth == 0) {
                return i == text.length() - 1;
            }
        }
        return false;
    }

    /** The first characters, cut after the last whole line when there are more. */
    private static String head(Path file, InputShape bare) throws IOException {
        CharBuffer buffer = CharBuffer.allocate(HEAD);
        boolean more = true;
        try (Reader reader = bare.reader(file)) {
            while (more && buffer.hasRemaining()) {
                more = reader.read(buffer) >= 0;
            }
        }
        String text = buffer.flip().toString();
        int lastLine = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return more && lastLine > 0 ? text.substring(0, lastLine + 1) : text;
    }
}
