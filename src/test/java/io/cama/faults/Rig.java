package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.faults.check.Checker;
import io.cama.faults.check.Evidence;
import io.cama.faults.check.Judgement;
import io.cama.faults.check.Papers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One input on its way through one job in one home folder, against an endpoint that keeps its own log. */
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Path home;
    private final String job;
    private final Path input;
    private final String sha256;
    private final Endpoint endpoint;
    private final Queue<Process> started = new ConcurrentLinkedQueue<>();

    /**
     * @param folder keeps input, log and what the program says, out of the reach of faults
     * @param home of the program; it may lie on a disk that fails
     */
    Rig(Path folder, Path home, String job, Path input, Endpoint endpoint) throws IOException {
        this.folder = folder;
        this.home = home;
        this.job = job;
        this.input = input;
        this.sha256 = Papers.sha256(input);
        this.endpoint = endpoint;
    }

    /** A table of so many rows with the columns {@code number} and {@code second}. */
    static Path rows(Path file, String second, int count) throws IOException {
        String rows = IntStream.rangeClosed(1, count)
                .mapToObj(row -> row + ",word-" + row)
                .collect(Collectors.joining("\n", "number," + second + "\n", "\n"));
        return Files.writeString(file, rows);
    }

    Path home() {
        return home;
    }

    Path outbox() {
        return home.resolve("outbox").resolve(job);
    }

    Path said() {
        return folder.resolve("said.txt");
    }

    String told() throws IOException {
        return Files.exists(said()) ? Files.readString(said()) : "";
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Starts {@code cama process} for the input. */
    Process process(Launch launch, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("process", input.toString(), "--job", job));
        arguments.addAll(List.of(options));
        return start(launch, arguments);
    }

    /** Starts any command on the home folder. */
    Process start(Launch launch, List<String> arguments) throws IOException {
        Process process =
                launch.set("cama.provider.demo.url", endpoint.url().toString()).start(home, said(), arguments);
        started.add(process);
        return process;
    }

    /** Waits until the process has ended; its exit code. */
    int ended(Process process) throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("has not ended: " + told())
                .isTrue();
        return process.exitValue();
    }

    /** Stops it where it is, whatever it is doing. */
    void freeze(Process process) throws Exception {
        new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Kills it as {@code kill -9} would, with all it has started. */
    void kill(Process process) throws Exception {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        ended(process.destroyForcibly());
    }

    /** Waits until the endpoint has seen so many calls in all, while the process lives; whether it did. */
    boolean awaitCalls(Process process, long calls) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> endpoint.calls() >= calls || !process.isAlive());
        return endpoint.calls() >= calls;
    }

    /** Judges a run started by {@link #process}. */
    Judgement judge(long mostRepeats) throws IOException {
        return judge(outbox(), mostRepeats);
    }

    /** Judges a run whose outputs went elsewhere. */
    Judgement judge(Path outputs, long mostRepeats) throws IOException {
        return Checker.judge(new Evidence(input, "number", home, outputs, false, sha256, endpoint.log(), mostRepeats));
    }

    /** Judges a run whose input was dropped into the inbox. */
    Judgement judgeDropped(long mostRepeats) throws IOException {
        return judgeDropped(outbox(), mostRepeats);
    }

    /** The same, whose outputs lie elsewhere. */
    Judgement judgeDropped(Path outputs, long mostRepeats) throws IOException {
        return Checker.judge(new Evidence(input, "number", home, outputs, true, sha256, endpoint.log(), mostRepeats));
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        endpoint.close();
    }
}
