package io.cama.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.demo.DemoEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One input on its way through the job {@code terms} in a home folder of its own, and what the endpoint saw of it. */
final class Trial implements AutoCloseable {
    /** Rows the job works on at once, so that a kill loses at most so many calls. */
    static final int CONCURRENCY = 8;

    private static final String JOB = "terms";
    private static final Duration LATENCY = Duration.ofMillis(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path input;
    private final Path home;
    private final Path callLog;
    private final DemoEndpoint endpoint;
    private final Program program;
    private final Queue<Process> started = new ConcurrentLinkedQueue<>();

    Trial(Path folder, String name, Path input) throws IOException {
        this.input = input;
        this.home = Files.createDirectory(folder.resolve(name));
        this.callLog = folder.resolve(name + ".calls.jsonl");
        this.endpoint = DemoEndpoint.start(0, new DemoEndpoint.Settings(callLog, List.of(), LATENCY));
        this.program = new Program(home, endpoint.baseUrl(), Program.LIGHT);
    }

    Path home() {
        return home;
    }

    String said() throws IOException {
        return Files.readString(program.err());
    }

    /** Lets the program run until it ends by itself; its exit code. */
    int finish() throws Exception {
        return ended(start());
    }

    private Process start() throws IOException {
        Process process = program.process(input, JOB);
        started.add(process);
        return process;
    }

    /** Lets the program run until the endpoint has seen so many more calls. */
    Process runFor(long calls) throws IOException {
        long until = endpoint.calls() + calls;
        Process process = start();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> endpoint.calls() >= until || !process.isAlive());
        assertThat(process.isAlive()).as(said()).isTrue();
        return process;
    }

    /** Lets the program run for so many calls and kills it, as {@code kill -9} would. */
    void killAfter(long calls) throws Exception {
        Process process = runFor(calls);
        assertThat(ended(process.destroyForcibly())).isEqualTo(128 + 9);
    }

    private int ended(Process process) throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(said())
                .isTrue();
        return process.exitValue();
    }

    /** Calls the endpoint has seen. */
    long calls() {
        return endpoint.calls();
    }

    /** Calls for which the endpoint had seen the very same request before. */
    long repeatedCalls() throws IOException {
        HashSet<String> known = new HashSet<>();
        return lines(callLog).stream()
                .filter(call -> !known.add(call.path("hash").asText()))
                .count();
    }

    /** Everything in the outbox but the receipt: name and bytes. */
    Map<String, byte[]> outputs() throws IOException {
        Map<String, byte[]> outputs = new TreeMap<>();
        try (Stream<Path> files = Files.list(outbox())) {
            for (Path file : files.filter(file -> !file.equals(receiptFile())).toList()) {
                outputs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return outputs;
    }

    ObjectNode receipt() throws IOException {
        return (ObjectNode) JSON.readTree(receiptFile().toFile());
    }

    /** Lines of {@code <input><ending>}, parsed. */
    List<JsonNode> published(String ending) throws IOException {
        return lines(outbox().resolve(baseName() + ending));
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return values.readAll();
        }
    }

    private Path outbox() {
        return home.resolve("outbox").resolve(JOB);
    }

    private Path receiptFile() {
        return outbox().resolve(baseName() + ".run.json");
    }

    private String baseName() {
        return input.getFileName().toString().replaceFirst("\\..*", "");
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        endpoint.close();
    }
}
