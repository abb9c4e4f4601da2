package io.cama.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Clients of the API, from when it is made until it is closed. */
final class Crowd implements AutoCloseable {
    private static final int FOLLOWERS = 4;
    private static final List<String> PAGES = List.of(
            "/api/v1/status",
            "/api/v1/runs",
            "/api/v1/jobs",
            "/api/v1/dead-letters",
            "/api/v1/limits",
            "/api/v1/breakers",
            "/api/v1/cache",
            "/api/v1/spend",
            "/observe/health",
            "/observe/metrics");

    private final URI api;
    private final String token;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads;
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder failed = new LongAdder();
    private final LongAdder events = new LongAdder();
    private volatile boolean open = true;

    private Crowd(URI api, String token, int clients) {
        this.api = api;
        this.token = token;
        this.threads = Executors.newFixedThreadPool(clients);
    }

    /**
     * Clients of the program at work in a home folder.
     *
     * @param pause milliseconds a client waits between an answer and its next request
     */
    static Crowd of(Path home, int clients, long pause) throws IOException {
        String url = new ObjectMapper()
                .readTree(home.resolve("work/api.json").toFile())
                .path("url")
                .asText();
        String token = Files.readString(home.resolve("work/tokens/viewer")).strip();
        Crowd crowd = new Crowd(URI.create(url), token, clients);
        for (int number = 0; number < clients; number++) {
            int first = number;
            crowd.threads.execute(number < FOLLOWERS ? crowd::follow : () -> crowd.ask(first, pause));
        }
        return crowd;
    }

    /** How many answers had a status. */
    long answers(int status) {
        return answers.getOrDefault(status, new LongAdder()).sum();
    }

    /** How many requests had no answer. */
    long failed() {
        return failed.sum();
    }

    /** How many events have come to those who follow them. */
    long events() {
        return events.sum();
    }

    private void follow() {
        try {
            HttpResponse<InputStream> stream = client.send(request("/api/v1/events"), BodyHandlers.ofInputStream());
            answers.computeIfAbsent(stream.statusCode(), any -> new LongAdder()).increment();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null && open; line = lines.readLine()) {
                    if (line.startsWith("data:")) {
                        events.increment();
                    }
                }
            }
        } catch (IOException broken) {
            if (open) {
                failed.increment();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(int first, long pause) {
        try {
            for (int page = first; ; page++) {
                try {
                    int status = client.send(request(PAGES.get(page % PAGES.size())), BodyHandlers.discarding())
                            .statusCode();
                    answers.computeIfAbsent(status, any -> new LongAdder()).increment();
                } catch (IOException broken) {
                    failed.increment();
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(String page) {
        return HttpRequest.newBuilder(api.resolve(page))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /** Who follows events sees the end with the next heartbeat. */
    @Override
    public void close() {
        open = false;
        threads.shutdownNow();
        try {
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
