package io.cama.input;

import io.cama.input.document.Documents;
import io.cama.input.options.Format;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.input.shape.InputShape;
import io.cama.input.shape.InputSniffer;
import io.cama.input.text.Chars;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file, one after the other. It holds one row at a time, so a file may have any size. The same
 * file gives the same rows each time. Not for use by several threads at once.
 */
public final class RowReader implements Iterator<InputRow>, Closeable {
    /** The rows of one format. */
    interface Rows {
        /** The next row, or null after the last. */
        @Nullable
        InputRow next(long position) throws IOException;

        /** The columns that the file itself names, as the job knows them; empty where it names none. */
        default List<String> named() {
            return List.of();
        }
    }

    private final String name;
    private final InputShape shape;
    private final Chars chars;
    private final Rows rows;
    private long position;
    private @Nullable InputRow ahead;
    private boolean ended;

    private RowReader(String name, InputShape shape, Chars chars, Rows rows) {
        this.name = name;
        this.shape = shape;
        this.chars = chars;
        this.rows = rows;
    }

    /**
     * Finds out what the file is and goes to its first row.
     *
     * @param name the file's own name, where {@code file} is a copy under another one
     * @param source what parses records of CSV and TSV
     * @throws UnreadableInput if the file cannot be read as a whole
     * @throws IOException if the disk or the file system fails
     */
    public static RowReader open(Path file, String name, InputOptions options, InputLimits limits, RecordSource source)
            throws IOException {
        long bytes = Files.size(file);
        if (limits.maxFileBytes() > 0 && bytes > limits.maxFileBytes()) {
            throw new UnreadableInput(
                    name,
                    "it has %,d bytes; %,d is the most".formatted(bytes, limits.maxFileBytes()),
                    "give it in parts, or raise cama.input.max-bytes");
        }
        if (options.format() == Format.DOCUMENT) {
            Reader chunks = Documents.open(file, name, options.charset(), options.chunks(), limits.documents());
            return over(chunks, name, InputShape.OF_DOCUMENT, options, limits, source);
        }
        InputShape shape = InputSniffer.sniff(file, name, options);
        return over(shape.reader(file), name, shape, options, limits, source);
    }

    static RowReader over(
            Reader in, String name, InputShape shape, InputOptions options, InputLimits limits, RecordSource source)
            throws IOException {
        Chars chars = new Chars(in);
        try {
            Rows rows = shape.format().hasCells()
                    ? new DelimitedRows(name, chars, shape, options, limits, source)
                    : CutRows.of(name, shape.format(), chars, options, limits);
            return new RowReader(name, shape, chars, rows);
        } catch (IOException | RuntimeException e) {
            chars.close();
            throw e;
        }
    }

    /** How the file is read. */
    public InputShape shape() {
        return shape;
    }

    /** The columns that the file's own header names, as the job knows them; empty where it has no header. */
    public List<String> columns() {
        return rows.named();
    }

    /**
     * Whether another row follows.
     *
     * @throws UnreadableInput if the file was changed meanwhile
     * @throws UncheckedIOException if it cannot be read on
     */
    @Override
    public boolean hasNext() {
        if (ahead == null && !ended) {
            try {
                ahead = rows.next(position + 1);
            } catch (CharacterCodingException e) {
                throw new UnreadableInput(
                        name,
                        "after row %,d it is not valid %s any more".formatted(position, shape.charset()),
                        "do not change a file while it is read; drop it again");
            } catch (IOException e) {
                throw new UncheckedIOException(name + ": cannot be read after row " + position, e);
            }
            ended = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public InputRow next() {
        InputRow row = hasNext() ? ahead : null;
        if (row == null) {
            throw new NoSuchElementException(name + " has no row after " + position);
        }
        position = row.position();
        ahead = null;
        return row;
    }

    @Override
    public void close() throws IOException {
        chars.close();
    }
}
