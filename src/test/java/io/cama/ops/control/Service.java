package io.cama.ops.control;

import io.cama.cli.GreetingJob;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.house.PlantedKey;
import io.cama.model.Finding;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.ops.Application;
import io.cama.ops.Purpose;
import io.cama.ops.control.By.Role;
import io.cama.ops.control.By.Way;
import io.cama.ops.serve.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What {@code cama run} is: an application that watches its home folder, with the job {@code greet} and the demo endpoint. */
public final class Service implements AutoCloseable {
    public static final By ADA = new By("ada", Way.API, Role.ADMIN);

    private final Path home;
    private final Settings settings;
    private final Application application;
    private final Serving serving;

    private Service(Path home, List<Finding> findings) throws Exception {
        this.home = home;
        this.settings = Settings.load(home, List.of(), PlantedKey.environment(), Map.of());
        this.application = new Application(
                settings, new JobFolders(settings, List.of()), new Purpose(null, Set.of(), Purpose.Mode.WATCH, 0));
        this.serving = Serving.start(application, settings, () -> findings);
    }

    /** Starts it; each call takes as long as {@code latency} says. */
    public static Service in(Path home, String latency, Finding... findings) throws Exception {
        Path prompt = GreetingJob.in(home).resolve("hello.prompt");
        Files.writeString(prompt, Files.readString(prompt).replace("openai/gpt-4.1-mini", "mine/any"));
        Files.createDirectories(home.resolve("inbox/greet"));
        Map<String, String> sets = new TreeMap<>(Map.of(
                "cama.provider.mine.url", "builtin",
                "cama.provider.mine.key", "{{env:" + PlantedKey.VARIABLE + "}}",
                "cama.demo.latency", latency,
                "cama.inbox.min-age", "0ms",
                "cama.inbox.poll", "100ms",
                "cama.runs.poll", "10ms",
                "cama.state.every", "100ms",
                "cama.orders.poll", "20ms"));
        Path config = Files.createDirectories(home.resolve("config")).resolve("cama.properties");
        Files.write(
                config,
                sets.entrySet().stream()
                        .map(set -> set.getKey() + " = " + set.getValue())
                        .toList());
        return new Service(home, List.of(findings));
    }

    public Application application() {
        return application;
    }

    public Control control() {
        return serving.control();
    }

    public Settings settings() {
        return settings;
    }

    /** Drops a file with so many rows into the inbox. */
    public Path drop(String name, int rows) throws IOException {
        String csv = IntStream.rangeClosed(1, rows)
                .mapToObj(row -> name + row)
                .collect(Collectors.joining("\n", "name\n", "\n"));
        Path part = Files.writeString(home.resolve("inbox/greet").resolve("." + name), csv);
        return Files.move(part, home.resolve("inbox/greet").resolve(name + ".csv"));
    }

    /** The run of a file, once it has come to that state. */
    public Run await(String name, RunState state) {
        return until(() -> run(name).filter(run -> run.state() == state).orElse(null));
    }

    /** The run of a file, once so many of its rows have ended. */
    public Run awaitRows(String name, int rows) {
        return until(() -> run(name)
                .filter(run -> application.ledger().counts(run.id()).ok() >= rows)
                .orElse(null));
    }

    private Optional<Run> run(String name) {
        return application.ledger().runs(100).stream()
                .filter(run -> run.input().equals(name + ".csv"))
                .findFirst();
    }

    /** What comes of it once that is something. */
    public static <T> T until(Callable<T> something) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(something, found -> found != null);
    }

    @Override
    public void close() {
        serving.close();
        application.close();
    }
}
