package io.cama.output.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cama.output.Outputs;
import io.cama.output.Row;
import io.cama.output.value.Json;
import io.cama.output.value.Scope;
import io.cama.output.value.YamlPart;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows in the order that {@code sort} in {@code outputs.yaml} asks for, else as they come. Numbers come before
 * text, rows without a value last, and equal ones stay in the order of the input. The rows lie in a file meanwhile; in
 * memory are only the values they are sorted by.
 */
public final class RowOrder implements Iterator<Row>, Closeable {
    /** The key of {@code outputs.yaml}: a path into the row. */
    public static final String KEY = "sort";

    private static final Comparator<Place> ORDER = Comparator.comparing(
                    Place::number, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder()))
            .thenComparing(Place::text, Comparator.nullsLast(Comparator.<String>naturalOrder()));

    /**
     * Where a row lies, and what it is sorted by.
     *
     * @param number to sort by, or null
     * @param text to sort by where that is no number, or null
     */
    private record Place(
            long at,
            int length,
            long position,
            boolean recorded,
            @Nullable BigDecimal number,
            @Nullable String text) {}

    private final Iterator<Row> rows;
    private final @Nullable FileChannel spool;

    private RowOrder(Iterator<Row> rows, @Nullable FileChannel spool) {
        this.rows = rows;
        this.spool = spool;
    }

    /**
     * The rows in their order.
     *
     * @param folder the job's, or null for a job without one
     * @param file beside which they may lie
     */
    public static RowOrder of(Iterator<Row> rows, @Nullable Path folder, Path file) throws IOException {
        String by = folder == null
                ? null
                : YamlPart.read(folder.resolve(Outputs.OUTPUTS_FILE), new ArrayList<>())
                        .flatMap(top -> top.text(KEY))
                        .orElse(null);
        if (by == null) {
            return new RowOrder(rows, null);
        }
        FileChannel spool = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".sort"), CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE);
        boolean sorted = false;
        try {
            RowOrder order = sort(rows, by, spool);
            sorted = true;
            return order;
        } finally {
            if (!sorted) {
                spool.close();
            }
        }
    }

    private static RowOrder sort(Iterator<Row> rows, String by, FileChannel spool) throws IOException {
        List<Place> places = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            ByteBuffer bytes = ByteBuffer.wrap(Json.write(row.values()).getBytes(UTF_8));
            Object value = Scope.of(row.position(), row.values()).get(by);
            BigDecimal number = number(value);
            places.add(new Place(
                    spool.position(),
                    bytes.remaining(),
                    row.position(),
                    row.recorded(),
                    number,
                    number == null && value != null ? Scope.plain(value) : null));
            while (bytes.hasRemaining()) {
                spool.write(bytes);
            }
        }
        places.sort(ORDER);
        Iterator<Place> sorted = places.iterator();
        return new RowOrder(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return sorted.hasNext();
                    }

                    @Override
                    public Row next() {
                        return read(sorted.next(), spool);
                    }
                },
                spool);
    }

    /** A text of digits counts as its number, as in a table every value is a text. */
    private static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        return value instanceof String text && text.strip().matches("-?\\d{1,18}(\\.\\d{1,18})?")
                ? new BigDecimal(text.strip())
                : null;
    }

    private static Row read(Place place, FileChannel spool) {
        ByteBuffer bytes = ByteBuffer.allocate(place.length());
        try {
            while (bytes.hasRemaining()) {
                if (spool.read(bytes, place.at() + bytes.position()) < 0) {
                    throw new EOFException("a row that was put aside for sorting is gone");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Row row = Row.read(place.position(), new String(bytes.array(), UTF_8));
        return place.recorded() ? row.asRecorded() : row;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Row next() {
        return rows.next();
    }

    @Override
    public void close() throws IOException {
        if (spool != null) {
            spool.close();
        }
    }
}
