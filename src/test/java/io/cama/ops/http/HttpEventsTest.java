package io.cama.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.house.PlantedKey;
import io.cama.ops.control.By.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that follow what happens. */
class HttpEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path home;

    private static ServedHome served;

    @BeforeAll
    static void serve() throws Exception {
        served = new ServedHome(home, Map.of("cama.api.streams", "2"));
    }

    @AfterAll
    static void end() {
        served.close();
    }

    /** A client that follows; its lines are read by a thread of its own. */
    private static final class Follows implements AutoCloseable {
        private final Socket socket;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Follows(String query, String... headers) throws IOException {
            socket = served.client(Role.VIEWER).open();
            StringBuilder head = new StringBuilder("GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + served.token(Role.VIEWER) + "\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            Thread reader = new Thread(this::read, "follows");
            reader.setDaemon(true);
            reader.start();
            await().until(() -> lines.contains("retry: 3000") || isRefused());
        }

        private void read() {
            try {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                }
            } catch (IOException closed) {
                lines.add("closed");
            }
        }

        boolean isRefused() {
            return !lines.isEmpty() && lines.get(0).contains(" 503");
        }

        boolean has(String part) {
            return lines.stream().anyMatch(line -> line.contains(part));
        }

        List<JsonNode> data(String type) throws IOException {
            List<JsonNode> data = new ArrayList<>();
            for (int i = 0; i + 1 < lines.size(); i++) {
                if (lines.get(i).equals("event: " + type)) {
                    data.add(JSON.readTree(lines.get(i + 1).substring("data: ".length())));
                }
            }
            return data;
        }

        String lastId() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .reduce((one, other) -> other)
                    .map(line -> line.substring(4))
                    .orElseThrow();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** One that is let in, if need be when another has been found to have gone. */
    private static Follows follow(String query, String... headers) {
        return await().until(
                        () -> {
                            Follows follows = new Follows(query, headers);
                            if (follows.isRefused()) {
                                follows.close();
                            }
                            return follows;
                        },
                        follows -> !follows.isRefused());
    }

    @Test
    void whoFollowsGetsASnapshotThenWhatHappensAndAHeartbeat() throws Exception {
        try (Follows all = follow("");
                Follows some = follow("?types=run.finished")) {
            assertThat(all.data("snapshot")).singleElement().satisfies(snapshot -> assertThat(
                            snapshot.path("status").path("state").asText())
                    .isEqualTo("working"));

            String run = served.process("told.csv", "apple", "no pear");

            await().untilAsserted(() -> assertThat(all.lines).contains("event: run.finished"));
            await().untilAsserted(() -> assertThat(some.lines).contains("event: run.finished"));
            assertThat(all.data("item.failed"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.path("item").asText()).isEqualTo(run + "-2"));
            assertThat(all.data("item.done")).hasSize(1);
            assertThat(all.has("event: file.claimed")).isTrue();
            assertThat(some.has("event: item.done")).isFalse();
            await().until(() -> all.has(": still here"));
            assertThat(all.lines).noneMatch(line -> line.contains(PlantedKey.KEY));
        }
    }

    @Test
    void whoWasCutOffMissesNothing() throws Exception {
        String last;
        try (Follows first = follow("")) {
            last = first.lastId();
        }
        String run = served.process("missed.csv", "apple", "plum");

        try (Follows again = follow("?run=" + run, "Last-Event-ID: " + last)) {
            await().until(() -> !again.data("run.finished").isEmpty());
            assertThat(again.data("item.done")).hasSize(2);
            assertThat(again.data("snapshot")).isEmpty();
            assertThat(again.data("gap")).isEmpty();
        }
    }

    @Test
    void whoComesWithAnIdThatNobodyKnowsIsToldOfTheGap() throws Exception {
        try (Follows late = follow("", "Last-Event-ID: before-12")) {
            await().until(() -> !late.data("snapshot").isEmpty());
            assertThat(late.data("gap")).hasSize(1);
        }
    }

    @Test
    void noMoreFollowThanMayAndTheOthersAreAnsweredAllTheSame() throws Exception {
        try (Follows one = follow("");
                Follows two = follow("");
                Follows three = new Follows("")) {
            assertThat(List.of(one, two)).noneMatch(follows -> follows.isRefused());
            assertThat(three.isRefused()).isTrue();
            assertThat(three.has("etry-after: 15")).isTrue();
            assertThat(served.client(Role.VIEWER).get("/api/v1/jobs").status()).isEqualTo(200);
        }
        follow("").close();
    }
}
