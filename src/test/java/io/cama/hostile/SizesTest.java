package io.cama.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.llm.demo.DemoEndpoint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows 36 to 38 of the fault matrix, in a program of its own with a heap of 256 MB: {@code mvn -Pfaults verify
 * -Dtest=SizesTest}. {@code -Dcama.sizes.gigabytes=1 -Dcama.sizes.files=1000} take less.
 */
@Tag("faults")
class SizesTest {
    private static final long GIGABYTES = Long.getLong("cama.sizes.gigabytes", 5);
    private static final int FILES = Integer.getInteger("cama.sizes.files", 10_000);
    private static final int ENTRIES = 100_000;
    private static final int ROW = 90_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void row36AFileOfManyGigabytesPassesInASmallHeap() throws Exception {
        long free = Files.getFileStore(folder).getUsableSpace() >> 30;
        assumeTrue(free >= 3 * GIGABYTES, "needs " + 3 * GIGABYTES + " GB of disk, there are " + free);
        Path input = Files.createDirectories(home().resolve("inbox/plainest")).resolve("huge.csv");
        long rows = (GIGABYTES << 30) / ROW;
        String filler = "x".repeat(ROW);
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            out.write("number,word,filler\n");
            for (long row = 1; row <= rows; row++) {
                out.write(row + ",word-" + row + "," + filler + "\n");
            }
        }

        double seconds = once();

        System.out.printf("%,d rows, %d GB: %.0f s, %.0f MB/s%n", rows, GIGABYTES, seconds, GIGABYTES * 1024 / seconds);
        assertThat(counts("huge")).isEqualTo(rows + "/" + rows);
    }

    @Test
    void row37ManyThousandFilesAtOnceAreAllDone() throws Exception {
        Path inbox = Files.createDirectories(home().resolve("inbox/plainest"));
        int rows = 0;
        for (int file = 1; file <= FILES; file++) {
            StringBuilder text = new StringBuilder("number,word\n");
            for (int row = 1; row <= 1 + file % 50; row++) {
                text.append(++rows).append(",word-").append(rows).append('\n');
            }
            Files.writeString(inbox.resolve("f" + file + ".csv"), text);
        }

        double seconds = once();

        System.out.printf("%,d files, %,d rows: %.0f s, %.0f files/s%n", FILES, rows, seconds, FILES / seconds);
        try (Stream<Path> done = Files.list(home().resolve("done/plainest"))) {
            assertThat(done).hasSize(FILES);
        }
        try (Stream<Path> receipts = Files.list(home().resolve("outbox/plainest"))) {
            assertThat(receipts.filter(file -> file.toString().endsWith(".run.json")))
                    .hasSize(FILES);
        }
    }

    @Test
    void row38AHundredThousandEntriesHoldUpNoOtherFolder() throws Exception {
        Path crowded = Files.createDirectories(home().resolve("inbox/plainest"));
        for (int entry = 0; entry < ENTRIES; entry++) {
            Files.createFile(crowded.resolve("e" + entry + ".csv.part"));
        }
        for (int file = 0; file < 50; file++) {
            Files.writeString(crowded.resolve("f" + file + ".csv"), "number,word\n1,word-" + file + "\n");
        }

        double seconds = once();

        System.out.printf("50 files among %,d entries: %.0f s%n", ENTRIES, seconds);
        try (Stream<Path> done = Files.list(home().resolve("done/plainest"))) {
            assertThat(done).hasSize(50);
        }
    }

    private Path home() {
        return folder.resolve("home");
    }

    private String counts(String name) throws IOException {
        var receipt = JSON.readTree(Files.readString(home().resolve("outbox/plainest/" + name + ".run.json")));
        return receipt.at("/counts/ok").asText() + "/"
                + receipt.at("/counts/rows").asText();
    }

    /** Runs {@code cama run --once} and says how many seconds it took. */
    private double once() throws Exception {
        Path out = folder.resolve("out");
        try (DemoEndpoint endpoint = DemoEndpoint.start(0, new DemoEndpoint.Settings(null, List.of(), Duration.ZERO))) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dcama.program=" + Path.of("").toAbsolutePath(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.cama.cli.Cama",
                    "-C",
                    home().toString(),
                    "run",
                    "--once"));
            Map.of(
                            "cama.jobs.dirs",
                            Path.of("src/test/resources/blackbox").toAbsolutePath(),
                            "cama.provider.demo.url",
                            endpoint.baseUrl())
                    .forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            long peak = 0;
            try {
                while (!process.waitFor(1, TimeUnit.SECONDS)) {
                    peak = Math.max(peak, residentMegabytes(process));
                }
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(Files.readString(out)).isZero();
            System.out.printf("peak RSS %d MB%n", peak);
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    /** The most the process has had in memory so far, or 0 where that cannot be told. */
    private static long residentMegabytes(Process process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException noProc) {
            return 0;
        }
    }
}
