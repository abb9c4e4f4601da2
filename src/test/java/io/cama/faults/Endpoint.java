package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.llm.demo.DemoEndpoint;
import io.cama.llm.demo.fault.Faults;
import io.cama.llm.demo.fault.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The simulator and the log it keeps of every call, on the disk before the call is answered.
 *
 * @param seen counts the calls so far
 * @param end closes it
 */
record Endpoint(URI url, Path log, LongSupplier seen, Runnable end) implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** In this process, answering after some milliseconds. */
    static Endpoint here(Path log, int latency) throws IOException {
        return here(log, Scenario.read(null, Map.of("latency", latency + "ms")));
    }

    /** In this process, misbehaving as a scenario's file says. */
    static Endpoint here(Path log, Path scenario) throws IOException {
        return here(log, Scenario.read(scenario, Map.of()));
    }

    private static Endpoint here(Path log, Faults faults) throws IOException {
        var endpoint = DemoEndpoint.start(0, new DemoEndpoint.Settings(log, true, List.of(), faults, line -> {}));
        return new Endpoint(endpoint.baseUrl(), log, endpoint::calls, endpoint::close);
    }

    /** {@code cama simulate} in a Java of its own. */
    static Endpoint apart(Path folder, String latency) throws IOException {
        Path log = folder.resolve("calls.jsonl");
        Path said = folder.resolve("simulate.txt");
        Process process = Launch.PLAIN.start(
                folder,
                said,
                List.of("simulate", "--port", "0", "--json", "--log", log.toString(), "--latency", latency));
        org.awaitility.Awaitility.await()
                .atMost(Rig.PATIENCE)
                .until(() -> !process.isAlive() || Files.readString(said).contains("}"));
        assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
        String told = Files.readString(said);
        URI url = URI.create(
                JSON.readTree(told.substring(told.indexOf('{'))).path("openai").asText());
        BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8);
        return new Endpoint(url, log, new Counter(lines), process::destroyForcibly);
    }

    /** Calls so far. */
    long calls() {
        return seen.getAsLong();
    }

    @Override
    public void close() {
        end.run();
    }

    /** Counts the lines of a file that grows. */
    private static final class Counter implements LongSupplier {
        private final BufferedReader lines;
        private long count;

        Counter(BufferedReader lines) {
            this.lines = lines;
        }

        @Override
        public synchronized long getAsLong() {
            try {
                while (lines.ready()) {
                    int next = lines.read();
                    if (next < 0) {
                        return count;
                    }
                    count += next == '\n' ? 1 : 0;
                }
                return count;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
