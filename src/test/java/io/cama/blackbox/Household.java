package io.cama.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.cli.Answer;
import io.cama.llm.demo.DemoEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A home folder, an endpoint that takes its time, and processes and commands that meet there. */
final class Household implements AutoCloseable {
    static final int CONCURRENCY = Trial.CONCURRENCY;
    static final String JOB = "terms";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Path log;
    private final DemoEndpoint endpoint;
    private final Program program;
    private final Queue<Process> started = new ConcurrentLinkedQueue<>();

    Household(Path folder, String name, Duration latency) throws IOException {
        this(folder, name, latency, Program.JOBS);
    }

    /** With jobs of its own. */
    Household(Path folder, String name, Duration latency, Path jobs) throws IOException {
        this.home = Files.createDirectory(folder.resolve(name));
        this.log = folder.resolve(name + ".calls.jsonl");
        this.endpoint = DemoEndpoint.start(0, new DemoEndpoint.Settings(log, List.of(), latency));
        this.program = new Program(home, endpoint.baseUrl(), Program.LIGHT, jobs);
    }

    Path home() {
        return home;
    }

    Path rows(int count) throws IOException {
        StringBuilder csv = new StringBuilder("number,term\n");
        for (int row = 1; row <= count; row++) {
            csv.append(row).append(",낱말 ").append(row).append('\n');
        }
        return Files.writeString(home.resolve("terms.csv"), csv);
    }

    /** Starts a command as a process of its own. */
    Process start(String... arguments) throws IOException {
        Process process = program.start(arguments);
        started.add(process);
        return process;
    }

    /** A command in this process. */
    Answer cama(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(program.settings());
        return Answer.of(home, all.toArray(String[]::new));
    }

    String said() throws IOException {
        return Files.exists(program.err()) ? Files.readString(program.err()) : "";
    }

    /** Waits until something holds, as long as the process lives. */
    void until(Process process, BooleanSupplier condition) throws IOException {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> condition.getAsBoolean() || !process.isAlive());
        assertThat(process.isAlive()).as(said()).isTrue();
    }

    /** Waits until the process has said something. */
    void untilSaid(Process process, String text) throws IOException {
        until(process, () -> {
            try {
                return said().contains(text);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    int ended(Process process) throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(said())
                .isTrue();
        return process.exitValue();
    }

    /** Sends a signal by its name. */
    static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    long calls() {
        return endpoint.calls();
    }

    /** Calls for which the endpoint had seen the very same request before. */
    long repeated() throws IOException {
        Set<String> known = new HashSet<>();
        long repeated = 0;
        for (JsonNode call : lines(log)) {
            repeated += known.add(call.path("hash").asText()) ? 0 : 1;
        }
        return repeated;
    }

    JsonNode receipt(Path outbox) throws IOException {
        return JSON.readTree(outbox.resolve("terms.run.json").toFile());
    }

    List<JsonNode> results(Path outbox) throws IOException {
        return lines(outbox.resolve("terms.jsonl"));
    }

    Path outbox() {
        return home.resolve("outbox").resolve(JOB);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return values.readAll();
        }
    }

    /** What lies in {@code work/orders/}. */
    List<Path> orders() throws IOException {
        Path folder = home.resolve("work/orders");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        endpoint.close();
    }
}
