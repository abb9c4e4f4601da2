package io.cama.hostile;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.house.PlantedKey;
import io.cama.ledger.Ledger;
import io.cama.model.Run;
import io.cama.ops.Application;
import io.cama.ops.Purpose;
import io.cama.routes.ScriptedEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The program itself, watching the inbox of a home folder, with the test jobs and an endpoint that does as it is told. */
final class WatchedHome implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final List<ScriptedEndpoint.Call> calls = new CopyOnWriteArrayList<>();
    private final ScriptedEndpoint endpoint;
    private final Application application;
    private volatile Function<ScriptedEndpoint.Call, ScriptedEndpoint.Answer> behaviour = WatchedHome::says;

    WatchedHome(Path home, Map<String, String> settings) throws Exception {
        this.home = home;
        this.endpoint = new ScriptedEndpoint(call -> {
            calls.add(call);
            return behaviour.apply(call);
        });
        Files.createDirectories(inbox());
        Map<String, String> sets = new HashMap<>(Map.of(
                "cama.jobs.dirs",
                        Path.of("src/test/resources/jobs").toAbsolutePath().toString(),
                "cama.provider.scripted.url", endpoint.url(),
                "cama.provider.scripted.rpm", "0",
                "cama.provider.scripted.key", "{{env:" + PlantedKey.VARIABLE + "}}",
                "cama.runs.poll", "20ms",
                "cama.inbox.poll", "100ms",
                "cama.inbox.min-age", "0ms"));
        sets.putAll(settings);
        Settings loaded = Settings.load(home, List.of(), PlantedKey.environment(), sets);
        this.application = new Application(
                loaded,
                new JobFolders(loaded, List.of()),
                new Purpose(Path.of("").toAbsolutePath(), Set.of("plain", "single"), Purpose.Mode.WATCH, 0));
    }

    static ScriptedEndpoint.Answer says(ScriptedEndpoint.Call call) {
        return ScriptedEndpoint.Answer.says("{\"said\":\"=about it\"}");
    }

    Path home() {
        return home;
    }

    /** The inbox folder of the job that most tests use. */
    Path inbox() {
        return home.resolve("inbox/plain");
    }

    /** Every call so far. */
    List<ScriptedEndpoint.Call> calls() {
        return calls;
    }

    /** What the endpoint does from now on. */
    void behave(Function<ScriptedEndpoint.Call, ScriptedEndpoint.Answer> next) {
        behaviour = next;
    }

    Ledger ledger() {
        return application.ledger();
    }

    /** Writes a file beside the inbox and renames it into it, as one should. */
    Path drop(String job, String name, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(home.resolve("inbox").resolve(job));
        Path aside = Files.createTempFile(home, "aside", "");
        Files.write(aside, bytes);
        return Files.move(aside, folder.resolve(name));
    }

    Path drop(String job, String name, String text) throws IOException {
        return drop(job, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The receipt of an input's run, once there is one. */
    JsonNode receipt(String job, String name) throws IOException {
        Path file = home.resolve("outbox").resolve(job).resolve(stem(name) + ".run.json");
        until(() -> Files.exists(file));
        return JSON.readTree(Files.readString(file));
    }

    /** The text of an output. */
    String output(String job, String name, String ending) throws IOException {
        return Files.readString(home.resolve("outbox").resolve(job).resolve(stem(name) + ending));
    }

    /** Why an input was rejected, once it was: the reason is there first, and the input follows. */
    String reason(String job, String name) throws IOException {
        Path rejected = home.resolve("rejected").resolve(job).resolve(name);
        Path file = rejected.resolveSibling(name + ".reason.txt");
        until(() -> Files.exists(file) && Files.size(file) > 0 && Files.exists(rejected, LinkOption.NOFOLLOW_LINKS));
        return Files.readString(file);
    }

    /** The latest run of an input, if there is one. */
    Optional<Run> run(String name) {
        return ledger().runs(1000).stream()
                .filter(run -> run.input().equals(name))
                .findFirst();
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    @Override
    public void close() {
        application.close();
        endpoint.close();
    }
}
