package io.cama.output;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import io.cama.model.Disk;
import io.cama.model.Failure;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.output.file.Outbox;
import io.cama.output.shape.RowOrder;
import io.cama.output.value.ContentDigest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts files into an outbox so that a final name always stands for a whole, checked file: everything is written under
 * a temporary name, flushed and read back before the first rename. A process may die at any point and do it all again.
 */
public final class Publisher {
    private final Path outbox;
    private final Function<String, OutputFormat> formats;

    /** Publishes into a folder, which is made when missing. */
    public Publisher(Path outbox) {
        this(outbox, Outputs::named);
    }

    Publisher(Path outbox, Function<String, OutputFormat> formats) {
        this.outbox = outbox.toAbsolutePath().normalize();
        this.formats = formats;
    }

    /**
     * Publishes {@code <baseName>.<format>} for each format, replacing what had that name. When any format fails, all
     * files stay as they were.
     *
     * @param runId part of the temporary names; leftovers of the same run are removed first
     * @param rows gives all rows from the first, once a format; an iterator that is AutoCloseable is closed
     * @throws LocalFault if the outbox cannot be written, or does not hold what was written
     * @throws RefusedOutputException if the job's files or the rows do not allow a format
     * @throws IllegalArgumentException if there is no such format, or a name could lead out of the outbox
     */
    public List<Published> publish(
            String baseName, String runId, List<String> formats, OutputJob job, Supplier<Iterator<Row>> rows) {
        return publish(baseName, runId, formats, job, rows, () -> {});
    }

    /**
     * The same, with something to be done once all files are written and checked, and before the first has its name.
     *
     * @param ready when it fails, all files stay as they were
     */
    public List<Published> publish(
            String baseName,
            String runId,
            List<String> formats,
            OutputJob job,
            Supplier<Iterator<Row>> rows,
            Ready ready) {
        List<OutputFormat> wanted =
                new LinkedHashSet<>(formats).stream().map(this.formats).toList();
        return inOutbox(baseName, runId, ready, () -> {
            List<Published> done = new ArrayList<>();
            for (OutputFormat format : wanted) {
                Path file = outbox.resolve(Outbox.plain(baseName + "." + format.name()));
                Path temporary = Outbox.temporary(file, runId);
                OutputFormat.Written written = write(format, rows.get(), job, temporary);
                Disk.flush(temporary);
                format.verify(temporary, written);
                done.add(new Published(format.name(), file, written.rows(), ContentDigest.ofFile(temporary)));
            }
            return done;
        });
    }

    /**
     * Publishes one file of another kind in the same way.
     *
     * @param fileName with its ending
     * @param writer fills it; the stream is buffered, and closed here
     * @return the file; its format is the ending, its rows are 0
     */
    public Published publishText(String fileName, String runId, IoWriter writer) {
        return inOutbox(fileName, runId, () -> {}, () -> {
                    Path file = outbox.resolve(Outbox.plain(fileName));
                    Path temporary = Outbox.temporary(file, runId);
                    String written = write(writer, temporary);
                    Disk.flush(temporary);
                    String found = ContentDigest.ofFile(temporary);
                    new OutputFormat.Written(0, written).mustBe(new OutputFormat.Written(0, found), temporary);
                    String ending = fileName.substring(fileName.lastIndexOf('.') + 1);
                    return List.of(new Published(ending, file, 0, found));
                })
                .get(0);
    }

    private List<Published> inOutbox(String name, String runId, Ready ready, Preparation preparation) {
        Outbox.plain(name);
        Outbox.plain(runId);
        try {
            Files.createDirectories(outbox);
            Outbox folder = new Outbox(outbox);
            folder.removeTemporaries(runId);
            try {
                List<Published> done = preparation.run();
                ready.run();
                for (Published published : done) {
                    folder.rename(Outbox.temporary(published.file(), runId), published.file());
                }
                folder.flush();
                return done;
            } finally {
                folder.removeTemporaries(runId);
            }
        } catch (IOException | UncheckedIOException failed) {
            throw unwritable(name, failed);
        }
    }

    private static String write(IoWriter writer, Path file) throws IOException {
        try (DigestOutputStream digest = ContentDigest.around(Files.newOutputStream(file, CREATE_NEW))) {
            OutputStream out = new BufferedOutputStream(digest);
            writer.write(out);
            out.flush();
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        }
    }

    private static OutputFormat.Written write(OutputFormat format, Iterator<Row> rows, OutputJob job, Path file)
            throws IOException {
        try (RowOrder ordered = RowOrder.of(rows, job.folder(), file)) {
            OutputFormat.Written written = format.write(ordered, job, file);
            if (ordered.hasNext()) {
                throw OutputFormat.Written.damaged(file, "lacks rows that were left unread");
            }
            return written;
        } finally {
            if (rows instanceof AutoCloseable open) {
                close(open);
            }
        }
    }

    private static void close(AutoCloseable rows) throws IOException {
        try {
            rows.close();
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException("the rows could not be closed: " + failed.getMessage(), failed);
        }
    }

    private LocalFault unwritable(String name, Exception failed) {
        return new LocalFault(Failure.of(
                Reason.LOCAL_RESOURCE,
                "cannot publish " + name + " in " + outbox + ": "
                        + failed.getClass().getSimpleName() + ": " + failed.getMessage()
                        + ". Files already there are whole; free space or give write access, then run again"));
    }

    /**
     * A file that has its final name.
     *
     * @param rows records in it
     * @param sha256 of its bytes, hex
     */
    public record Published(String format, Path file, long rows, String sha256) {}

    /** Fills a file. */
    @FunctionalInterface
    public interface IoWriter {
        void write(OutputStream out) throws IOException;
    }

    /** What comes between the checked files and their names. */
    @FunctionalInterface
    public interface Ready {
        void run() throws IOException;
    }

    @FunctionalInterface
    private interface Preparation {
        List<Published> run() throws IOException;
    }
}
