package io.cama.ops.http;

import static org.awaitility.Awaitility.await;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.house.PlantedKey;
import io.cama.model.RunState;
import io.cama.ops.Application;
import io.cama.ops.Purpose;
import io.cama.ops.control.By.Role;
import io.cama.ops.control.Control;
import io.cama.ops.http.guard.TokenFiles;
import io.cama.ops.http.stream.Recent;
import io.cama.ops.seen.Observation;
import io.cama.ops.serve.Serving;
import io.cama.routes.ScriptedEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A home folder whose program watches its inbox and is served over HTTP. */
final class ServedHome implements AutoCloseable {
    private final Path home;
    private final ScriptedEndpoint endpoint;
    private final Map<String, String> sets = new HashMap<>();
    private final Application application;
    private final Serving serving;

    ServedHome(Path home, Map<String, String> more) throws Exception {
        this.home = home;
        this.endpoint = new ScriptedEndpoint(call -> call.asked().contains("no")
                ? ScriptedEndpoint.Answer.says("no JSON")
                : ScriptedEndpoint.Answer.says("{\"said\":\"about it\"}"));
        sets.putAll(Map.of(
                "cama.jobs.dirs",
                        Path.of("src/test/resources/jobs").toAbsolutePath().toString(),
                "cama.provider.scripted.url", endpoint.url(),
                "cama.provider.scripted.rpm", "0",
                "cama.provider.scripted.key", "{{env:" + PlantedKey.VARIABLE + "}}",
                "cama.retry.repairs", "0",
                "cama.runs.poll", "20ms",
                "cama.inbox.poll", "100ms",
                "cama.inbox.min-age", "0ms",
                "cama.api.requests", "100000",
                "cama.api.heartbeat", "200ms"));
        sets.putAll(more);
        Settings settings = settings(Map.of());
        this.application = new Application(
                settings,
                new JobFolders(settings, List.of()),
                new Purpose(Path.of("").toAbsolutePath(), Set.of("plain"), Purpose.Mode.WATCH, 0));
        try {
            this.serving = Serving.start(application, settings, PlantedKey.environment());
        } catch (IOException | RuntimeException refused) {
            application.close();
            endpoint.close();
            throw refused;
        }
    }

    Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(sets);
        all.putAll(more);
        return Settings.load(home, List.of(), PlantedKey.environment(), all);
    }

    /** One more server of the same home, with other settings. */
    HttpFace another(Map<String, String> more) throws IOException {
        return another(more, seen().scrape());
    }

    /** The same with other meters. */
    HttpFace another(Map<String, String> more, Scrape scrape) throws IOException {
        var behind = new HttpFace.Behind(control(), seen().checks(), scrape, new Recent(100, InstantSource.system()));
        return HttpFace.start(settings(more), PlantedKey.environment(), behind).orElseThrow();
    }

    private Observation seen() {
        return Objects.requireNonNull(application.context().hasService(Observation.class));
    }

    Serving serving() {
        return serving;
    }

    Path home() {
        return home;
    }

    HttpFace face() {
        return Objects.requireNonNull(serving.face());
    }

    Control control() {
        return serving.control();
    }

    ScriptedEndpoint endpoint() {
        return endpoint;
    }

    Application application() {
        return application;
    }

    /** Somebody with a role's token. */
    RawClient client(Role role) {
        return client(face(), role);
    }

    RawClient client(HttpFace other, Role role) {
        return new RawClient(other.uri(), token(role));
    }

    String token(Role role) {
        try {
            return Files.readString(TokenFiles.file(home, role)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file through the job {@code plain} and waits until it is done; each word with "no" in it fails. */
    String process(String name, String... words) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, "word\n" + String.join("\n", words) + "\n");
        Path aside = Files.move(file, home.resolve("work").resolve(name));
        Files.move(aside, Files.createDirectories(home.resolve("inbox/plain")).resolve(name));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(home.resolve("done/plain").resolve(name)));
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> application.ledger().runs(100).stream()
                                .filter(run -> run.input().equals(name) && run.state() == RunState.DONE)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow()
                .id();
    }

    @Override
    public void close() {
        serving.close();
        application.close();
        endpoint.close();
    }
}
