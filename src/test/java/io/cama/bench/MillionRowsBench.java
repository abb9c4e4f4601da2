package io.cama.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.blackbox.Program;
import io.cama.llm.demo.DemoEndpoint;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million rows through one prompt within 256 MB of heap: {@code mvn -Pbench verify -Dtest=MillionRowsBench}.
 * {@code -Dcama.bench.rows=50000} takes fewer, {@code -Dcama.bench.java=-XX:…} adds options for the program's Java.
 */
@Tag("bench")
class MillionRowsBench {
    private static final int ROWS = Integer.getInteger("cama.bench.rows", 1_000_000);
    private static final String JAVA = System.getProperty("cama.bench.java", "");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void aMillionRowsComeBackInOrderWithinASmallHeap() throws Exception {
        Path input = rows();
        Path home = Files.createDirectory(folder.resolve("home"));
        try (DemoEndpoint endpoint = DemoEndpoint.start(0, new DemoEndpoint.Settings(null, List.of(), Duration.ZERO))) {
            Program program = new Program(home, endpoint.baseUrl(), java());
            long begin = System.nanoTime();
            Process process = program.process(input, "plainest");
            Watch watch = new Watch(process, home);
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                watch.look();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%,d rows in %.1f s: %.0f rows/s, %.0f us CPU a row, peak RSS %d MB, ledger %,d MB,"
                            + " most on disk %,d MB, left on disk %,d MB, %,d calls, exit %d%n",
                    ROWS,
                    seconds,
                    ROWS / seconds,
                    watch.cpu().toNanos() / 1e3 / ROWS,
                    watch.peakRssMegabytes(),
                    megabytes(Files.size(home.resolve("work/ledger.db"))),
                    megabytes(watch.mostOnDisk()),
                    megabytes(Watch.size(home)),
                    endpoint.calls(),
                    process.exitValue());

            assertThat(process.exitValue()).as(Files.readString(program.err())).isZero();
            assertThat(endpoint.calls()).isEqualTo(ROWS);
            assertThat(linesInOrder(home.resolve("outbox/plainest/rows.jsonl"))).isEqualTo(ROWS);
        }
    }

    private static List<String> java() {
        List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
        options.addAll(JAVA.isBlank() ? Program.LIGHT : List.of(JAVA.strip().split("\\s+")));
        return options;
    }

    private Path rows() throws IOException {
        Path input = folder.resolve("rows.csv");
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            out.write("number,word\n");
            for (int row = 1; row <= ROWS; row++) {
                out.write(row + ",word-" + row + "\n");
            }
        }
        return input;
    }

    private static long linesInOrder(Path results) throws IOException {
        long lines = 0;
        try (BufferedReader in = Files.newBufferedReader(results)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                assertThat(JSON.readTree(line).path("number").asLong()).isEqualTo(lines);
            }
        }
        return lines;
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }
}
