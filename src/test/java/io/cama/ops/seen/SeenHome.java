package io.cama.ops.seen;

import static org.awaitility.Awaitility.await;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.house.PlantedKey;
import io.cama.ledger.Ledger;
import io.cama.model.RunState;
import io.cama.ops.Application;
import io.cama.ops.Purpose;
import io.cama.routes.ScriptedEndpoint;
import io.cama.routes.ScriptedEndpoint.Answer;
import io.cama.routes.ScriptedEndpoint.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program itself, watching an inbox. Its endpoint refuses what has "bad" in it, fails the first time for "busy",
 * speaks nonsense for "odd", and answers all else.
 */
final class SeenHome implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final ScriptedEndpoint endpoint;
    private final Application application;
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final AtomicInteger answers = new AtomicInteger();
    private int runs;

    SeenHome(Path home, Map<String, String> settings) throws Exception {
        this.home = home;
        this.endpoint = new ScriptedEndpoint(this::answer);
        Map<String, String> sets = new HashMap<>(Map.of(
                "cama.jobs.dirs",
                        Path.of("src/test/resources/jobs").toAbsolutePath().toString(),
                "cama.provider.scripted.url", endpoint.url(),
                "cama.provider.scripted.rpm", "0",
                "cama.provider.scripted.key", "{{env:" + PlantedKey.VARIABLE + "}}",
                "cama.runs.poll", "20ms",
                "cama.inbox.poll", "50ms",
                "cama.inbox.min-age", "0ms",
                "cama.retry.initial-delay", "1ms",
                "cama.retry.max-delay", "4ms"));
        sets.put("cama.disk.reserve", "0B");
        sets.put("cama.ledger.ballast", "0B");
        sets.put("cama.state.every", "100ms");
        sets.putAll(settings);
        Settings loaded = Settings.load(home, List.of(), PlantedKey.environment(), sets);
        Files.createDirectories(home.resolve("inbox/plain"));
        this.application = new Application(
                loaded,
                new JobFolders(loaded, List.of()),
                new Purpose(Path.of("").toAbsolutePath(), Set.of("plain", "twostep"), Purpose.Mode.WATCH, 48));
    }

    private Answer answer(Call call) {
        String word = call.asked();
        int times = asked.computeIfAbsent(word, none -> new AtomicInteger()).incrementAndGet();
        if (word.contains("down")) {
            return Answer.fails(401, "no such key");
        }
        if (word.contains("bad")) {
            return Answer.fails(400, "refused");
        }
        if (word.contains("busy") && times == 1) {
            return Answer.fails(503, "busy");
        }
        answers.incrementAndGet();
        return Answer.says(word.contains("odd") ? "nonsense" : "{\"said\":\"about it\"}");
    }

    /** Answers so far, each of 10 tokens in and 5 out. */
    int answers() {
        return answers.get();
    }

    Application application() {
        return application;
    }

    Ledger ledger() {
        return application.ledger();
    }

    Observation observation() {
        return application.context().hasService(Observation.class);
    }

    /** What a scraper of Prometheus reads. */
    String scrape() {
        return observation().scrape().read("").text();
    }

    /** Gives a job a file and waits until its run stands still. */
    void process(String job, String name, String... lines) throws IOException {
        drop(job, name, lines);
        settled(runs);
    }

    void drop(String job, String name, String... lines) throws IOException {
        Path folder = Files.createDirectories(home.resolve("inbox").resolve(job));
        Path aside = Files.createTempFile(home, "aside", "");
        Files.writeString(aside, String.join("\n", lines) + "\n");
        Files.move(aside, folder.resolve(name));
        runs++;
    }

    void settled() {
        settled(runs);
    }

    private void settled(int many) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ledger().runs(Integer.MAX_VALUE).stream()
                                .filter(run -> run.state() != RunState.ACCEPTED && run.state() != RunState.RUNNING)
                                .count()
                        >= many);
    }

    @Override
    public void close() {
        application.close();
        endpoint.close();
    }
}
