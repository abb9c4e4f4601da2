package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cama.llm.demo.speech.Asked;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * A line of JSON for each call, in the hands of the operating system before the call is answered: it is
 * there even when this process is killed right after, and, if it is durable, when the machine is.
 */
final class CallLog implements Closeable {
    private final FileChannel file;
    private final boolean durable;
    private final Object forcing = new Object();
    private long written;
    private long forced;

    private CallLog(FileChannel file, boolean durable) {
        this.file = file;
        this.durable = durable;
    }

    /**
     * What is written of a call.
     *
     * @param asked empty for a request that could not be understood
     * @param status given; 0 when the connection was closed without an answer
     * @param fault its name, empty for none
     * @param nth how often the same request has come, 0 when it was not understood
     */
    record Line(Instant at, String path, Optional<Asked> asked, int status, String fault, int nth) {
        @Override
        public String toString() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("at", at.toString())
                    .put("hash", asked.map(Asked::hash).orElse(""))
                    .put("model", asked.map(Asked::model).orElse(""))
                    .put("term", asked.map(Asked::term).orElse(""))
                    .put("path", path)
                    .put("status", status)
                    .put("fault", fault)
                    .put("nth", nth)
                    .toString();
        }
    }

    /**
     * Opens the file for appending; it and its folders are made where they are missing.
     *
     * @param durable whether each line is on the disk before its call is answered
     */
    static CallLog open(Path path, boolean durable) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var log = new CallLog(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND), durable);
        if (endsTorn(path)) {
            log.write("\n");
        }
        return log;
    }

    /** Whether a kill has left half a line. */
    private static boolean endsTorn(Path path) throws IOException {
        try (FileChannel read = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return read.size() > 0 && read.read(last, read.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    /** Appends one line. Of those that wait for the disk together, one has it written for all. */
    void append(Line line) throws IOException {
        long mine = write(line + "\n");
        if (!durable) {
            return;
        }
        synchronized (forcing) {
            if (forced < mine) {
                long all = written();
                file.force(false);
                forced = all;
            }
        }
    }

    private synchronized long written() {
        return written;
    }

    private synchronized long write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        return ++written;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
