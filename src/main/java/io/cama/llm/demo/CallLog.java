package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * A line of JSON for each call, in the hands of the operating system before the call is answered: it is
 * there even when this process is killed right after.
 */
final class CallLog implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel file;
    private final Clock clock;

    private CallLog(FileChannel file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Opens the file for appending; it and its folders are made where they are missing. */
    static CallLog open(Path path, Clock clock) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var log = new CallLog(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND), clock);
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

    /** Appends one line. */
    void append(DemoRequest request) throws IOException {
        ObjectNode line = JSON.createObjectNode()
                .put("at", clock.instant().toString())
                .put("hash", request.hash())
                .put("model", request.model())
                .put("term", request.term());
        write(JSON.writeValueAsString(line) + "\n");
    }

    private synchronized void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
