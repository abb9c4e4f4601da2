package io.cama.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link Racer} in a Java of its own. */
final class Fork implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final Path err;

    /**
     * @param java options for it
     * @param sets its settings
     */
    Fork(String kind, Path home, List<String> java, Map<String, String> sets) throws IOException {
        List<String> command = new ArrayList<>(command(java, Racer.class));
        command.add(kind);
        command.add(home.toString());
        sets.forEach((key, value) -> command.add(key + "=" + value));
        err = home.resolveSibling(home.getFileName() + "." + kind + ".err");
        process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        lap();
    }

    /** What starts a class of the tests in a Java of its own. */
    static List<String> command(List<String> java, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** Lets it begin with a file, and does not wait. */
    void start(String job, Path file) throws IOException {
        in.write(job + "\t" + file + "\n");
        in.flush();
    }

    /** CPU it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends it as {@code kill -9} would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Has a file answered to its end. */
    Lap run(String job, Path file, long rows) {
        try {
            start(job, file);
            return new Lap(rows, lap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode lap() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(Racer.MARK)) {
                return JSON.readTree(line.substring(Racer.MARK.length()));
            }
        }
        throw new IOException("the process has ended, see " + err);
    }

    /**
     * What one file took.
     *
     * @param figures what the process says
     */
    record Lap(long rows, JsonNode figures) {
        double cpuMicrosPerRow() {
            return figures.path("cpuMicros").asDouble() / rows;
        }

        double rowsPerSecond() {
            return rows * 1e6 / figures.path("wallMicros").asDouble();
        }

        double seconds() {
            return figures.path("wallMicros").asDouble() / 1e6;
        }

        long number(String name) {
            return present(name).asLong();
        }

        double decimal(String name) {
            return present(name).asDouble();
        }

        /** A figure that is not there must not count as 0. */
        private JsonNode present(String name) {
            if (!figures.has(name)) {
                throw new IllegalStateException("the lap has no figure " + name + ": " + figures);
            }
            return figures.get(name);
        }
    }

    @Override
    public void close() throws IOException {
        if (!process.isAlive()) {
            return;
        }
        in.close();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
