package io.cama.ops.reload;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.ops.Application;
import io.cama.ops.Purpose;
import io.cama.routes.ScriptedEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A home folder of its own with jobs that are rewritten while the program works, and an endpoint that echoes their version. */
final class Household implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VERSION = Pattern.compile("version (\\d+)");

    final Path home;
    final List<Long> calls = new CopyOnWriteArrayList<>();
    final ScriptedEndpoint endpoint;
    final Settings settings;
    private final Application application;
    private volatile Duration latency = Duration.ofMillis(10);
    private volatile CountDownLatch held = new CountDownLatch(0);

    Household(Path home, Map<String, String> sets, String... jobs) throws Exception {
        this(home, List.of(), sets, jobs);
    }

    /** @param files further files of settings */
    Household(Path home, List<Path> files, Map<String, String> sets, String... jobs) throws Exception {
        this.home = home;
        this.endpoint = new ScriptedEndpoint(this::answer);
        for (String job : jobs) {
            write(job, 1);
        }
        Map<String, String> all = new HashMap<>(Map.of(
                "cama.jobs.dirs", "jobs",
                "cama.provider.scripted.url", endpoint.url(),
                "cama.runs.poll", "20ms",
                "cama.inbox.poll", "100ms",
                "cama.inbox.min-age", "0ms",
                "cama.disk.reserve", "0B",
                "cama.ledger.ballast", "0B",
                "cama.reload.poll", "50ms"));
        all.put("cama.reload.settle", "1h");
        all.putAll(sets);
        this.settings = Settings.load(home, files, Map.of(), all);
        this.application = new Application(
                settings,
                new JobFolders(settings, List.of()),
                new Purpose(Path.of("").toAbsolutePath(), Set.of(), Purpose.Mode.WATCH, 0));
    }

    Application application() {
        return application;
    }

    void latency(Duration next) {
        latency = next;
    }

    /** From now on version 1 gets no answer until the latch is down. */
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    private ScriptedEndpoint.Answer answer(ScriptedEndpoint.Call call) {
        calls.add(System.nanoTime());
        LockSupport.parkNanos(latency.toNanos());
        Matcher version = VERSION.matcher(call.body().toString());
        String found = version.find() ? version.group(1) : "none";
        if (found.equals("1")) {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return ScriptedEndpoint.Answer.says("{\"said\":\"" + found + "\"}");
    }

    Path folder(String job) {
        return home.resolve("jobs").resolve(job);
    }

    /** Two prompts that say which version they are, and a route whose answers have the version in their names. */
    void write(String job, int version) throws IOException {
        put(folder(job).resolve("one.prompt"), prompt(version));
        put(folder(job).resolve("two.prompt"), prompt(version));
        put(folder(job).resolve(job + ".camel.yaml"), route(job, version));
    }

    static String prompt(int version) {
        return """
                ---
                model: scripted/any
                output:
                  schema:
                    said: string
                ---
                This is version %d of what is said about {{word}}.
                """.formatted(version);
    }

    static String route(String job, int version) {
        return """
                - route:
                    id: %1$s
                    from:
                      uri: kamelet:job
                      parameters: { name: %1$s, key: word, outputs: json, concurrency: 4 }
                      steps:
                        - to: { id: %1$s-one, uri: "kamelet:llm", parameters: { prompt: one, as: one%2$d } }
                        - to: { id: %1$s-two, uri: "kamelet:llm/%1$s-second", parameters: { prompt: two, as: two%2$d } }
                """.formatted(job, version);
    }

    /** Writes a file as editors do: beside it, then renamed. */
    static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = Files.writeString(file.resolveSibling("." + file.getFileName() + "~"), text);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a folder of files. */
    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Gives a job a file of words. */
    void drop(String job, String name, String... words) throws IOException {
        Path aside = home.resolve(name + ".tmp");
        Files.writeString(aside, "word\n" + String.join("\n", words) + "\n");
        Files.move(
                aside,
                Files.createDirectories(home.resolve("inbox").resolve(job)).resolve(name));
    }

    Path receipt(String job, String stem) {
        return home.resolve("outbox").resolve(job).resolve(stem + ".run.json");
    }

    /** The rows of an output once its run is done. */
    JsonNode rows(String job, String stem) throws IOException {
        until(() -> Files.exists(receipt(job, stem)));
        return JSON.readTree(Files.readString(receipt(job, stem).resolveSibling(stem + ".json")));
    }

    JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    static <T> void until(Callable<T> value, Function<T, Boolean> condition) {
        until(() -> condition.apply(value.call()));
    }

    @Override
    public void close() {
        application.close();
        endpoint.close();
    }
}
