package io.cama.ops.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ops.control.By.Role;
import io.cama.ops.http.route.Route;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets past the door, on real sockets. */
class HttpGuardTest {
    private static final String LIVE = "/observe/health/live";

    @TempDir
    static Path home;

    private static ServedHome served;

    @BeforeAll
    static void serve() throws Exception {
        served = new ServedHome(home, Map.of());
    }

    @AfterAll
    static void end() {
        served.close();
    }

    private static RawClient viewer() {
        return served.client(Role.VIEWER);
    }

    private static String path(Route route) {
        return route.template().replaceAll("\\{position}", "1").replaceAll("\\{[a-z]+}", "x");
    }

    private static HttpAnswer send(RawClient client, Route route) throws IOException {
        return route.method().equals("GET")
                ? client.get(path(route))
                : client.send(route.method(), path(route), "{}", "Content-Type: application/json");
    }

    @Test
    void aCrawlOfEveryUrlWithoutATokenFindsOnlyLiveness() throws IOException {
        RawClient nobody = viewer().as("");
        List<String> answered = new ArrayList<>();
        for (Route route : served.face().routes().all()) {
            HttpAnswer answer = send(nobody, route);
            if (answer.status() == 401) {
                assertThat(answer.header("WWW-Authenticate"))
                        .hasValueSatisfying(how -> assertThat(how).startsWith("Bearer"));
                assertThat(answer.header("Content-Type")).contains("application/problem+json");
                assertThat(nobody.send("HEAD", path(route), "").status()).isEqualTo(401);
                assertThat(nobody.send("OPTIONS", path(route), "").status()).isEqualTo(401);
            } else {
                answered.add(path(route) + " " + answer.status());
            }
        }

        assertThat(answered).containsExactly(LIVE + " 200");
        assertThat(nobody.get("/").status()).isEqualTo(401);
        assertThat(nobody.get("/favicon.ico").status()).isEqualTo(401);
        assertThat(nobody.send("POST", LIVE, "").status()).isEqualTo(401);
        assertThat(viewer().get("/api/v1/jobs").status()).isEqualTo(200);
    }

    @Test
    void noMutationSucceedsWithTheViewersTokenAndNoneOfTheAdminsWithTheOperators() throws IOException {
        List<String> refused = new ArrayList<>();
        for (Route route : served.face().routes().all()) {
            for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
                if (route.needed() != null && role.compareTo(route.needed()) < 0) {
                    assertThat(send(served.client(role), route).status())
                            .as(role + " " + route.method() + " " + route.template())
                            .isEqualTo(403);
                    refused.add(role + " " + route.method());
                }
            }
            assertThat(route.method().equals("GET") || route.needed() != Role.VIEWER)
                    .as(route.template())
                    .isTrue();
        }

        assertThat(refused).contains("viewer POST", "viewer PUT", "operator POST", "operator PUT", "operator GET");
        assertThat(served.client(Role.OPERATOR)
                        .post("/api/v1/runs/none/pause", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(served.client(Role.ADMIN)
                        .post("/api/v1/dead-letters/drop", "{}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aForeignHostIsMisdirectedEvenForLiveness() throws IOException {
        int port = served.face().uri().getPort();
        for (String host :
                List.of("evil.example", "evil.example:" + port, "127.0.0.1.evil.example", "localhost.", "")) {
            assertThat(viewer().with("Host: " + host).get(LIVE).status())
                    .as(host)
                    .isEqualTo(421);
            assertThat(viewer().with("Host: " + host).get("/api/v1/jobs").status())
                    .as(host)
                    .isEqualTo(421);
        }
        assertThat(viewer().with("Host: localhost", "Host: evil.example")
                        .get(LIVE)
                        .status())
                .isEqualTo(421);
        for (String host : List.of("localhost", "LOCALHOST:" + port, "127.0.0.1:1", "[::1]:" + port)) {
            assertThat(viewer().with("Host: " + host).get(LIVE).status())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @Test
    void aRequestThatAPageFromElsewhereSentIsRefused() throws IOException {
        int port = served.face().uri().getPort();
        for (String header : List.of(
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:" + (port + 1),
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site")) {
            HttpAnswer answer = viewer().with(header).get("/api/v1/jobs");
            assertThat(answer.status()).as(header).isEqualTo(403);
            assertThat(answer.head()).doesNotContainIgnoringCase("Access-Control");
            assertThat(served.client(Role.ADMIN)
                            .with(header)
                            .post("/api/v1/reload", "{}")
                            .status())
                    .as(header)
                    .isEqualTo(403);
        }
        assertThat(viewer().with("Origin: http://127.0.0.1:" + port, "Sec-Fetch-Site: same-origin")
                        .get("/api/v1/jobs")
                        .status())
                .isEqualTo(200);
        try (HttpFace other = served.another(Map.of("cama.api.origins", "https://ops.example"))) {
            RawClient client =
                    served.client(other, Role.VIEWER).with("Origin: https://ops.example", "Sec-Fetch-Site: cross-site");
            assertThat(client.get("/api/v1/jobs").status()).isEqualTo(200);
        }
    }

    @Test
    void tenWrongTokensAMinuteLockAnAddressOut() throws IOException {
        try (HttpFace other = served.another(Map.of())) {
            RawClient client = served.client(other, Role.ADMIN);
            for (int i = 0; i < 10; i++) {
                assertThat(client.get("/api/v1/jobs").status()).isEqualTo(200);
                assertThat(client.as("wrong-" + i).get("/api/v1/jobs").status()).isEqualTo(401);
            }

            HttpAnswer locked = client.as("wrong-again").get("/api/v1/jobs");

            assertThat(locked.status()).isEqualTo(429);
            assertThat(Integer.parseInt(locked.header("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            assertThat(client.get("/api/v1/jobs").status())
                    .as("whoever has a token is not held up by others at the same address")
                    .isEqualTo(200);
            assertThat(client.get(LIVE).status()).isEqualTo(200);
        }
    }

    @Test
    void livenessIsAnsweredHoweverOftenOthersAskInVain() throws IOException {
        try (HttpFace other = served.another(Map.of("cama.api.requests", "3", "cama.api.bad-tokens", "3"))) {
            RawClient nobody = served.client(other, Role.VIEWER).as("");
            for (int i = 0; i < 5; i++) {
                assertThat(nobody.get("/api/v1/jobs").status()).isEqualTo(i < 3 ? 401 : 429);
                assertThat(nobody.as("wrong").get("/api/v1/jobs").status()).isEqualTo(i < 3 ? 401 : 429);
            }

            for (int i = 0; i < 5; i++) {
                assertThat(nobody.get(LIVE).status()).isEqualTo(i < 3 ? 200 : 429);
            }
        }
    }

    @Test
    void aClientThatAsksTooOftenIsToldWhenToAskAgainAndOthersAreNotHeldUp() throws IOException {
        try (HttpFace other = served.another(Map.of("cama.api.requests", "3"))) {
            RawClient client = served.client(other, Role.VIEWER);
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/api/v1/jobs").status()).isEqualTo(200);
            }

            HttpAnswer refused = client.get("/api/v1/jobs");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            assertThat(served.client(other, Role.OPERATOR).get("/api/v1/jobs").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aChangeNeedsItsMethodAndItsContentType() throws IOException {
        RawClient operator = served.client(Role.OPERATOR);
        String pause = "/api/v1/jobs/plain/pause";

        assertThat(operator.send("POST", pause, "{}").status()).isEqualTo(415);
        assertThat(operator.send("POST", pause, "reason=x", "Content-Type: application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(415);
        assertThat(operator.send("POST", pause, "{}", "Content-Type: text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(operator.get(pause).status()).isEqualTo(405);
        assertThat(operator.get(pause).header("Allow")).contains("OPTIONS, POST");
        assertThat(operator.send("DELETE", "/api/v1/jobs", "").header("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(operator.send("TRACE", "/api/v1/jobs", "").status()).isEqualTo(405);
        assertThat(operator.send("OPTIONS", pause, "").header("Allow")).contains("OPTIONS, POST");
        assertThat(served.control().views().job("plain").orElseThrow().paused()).isNull();
    }

    @Test
    void headTellsTheLengthAndSendsNothing() throws IOException {
        HttpAnswer get = viewer().get("/openapi.yaml");
        HttpAnswer head = viewer().send("HEAD", "/openapi.yaml", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length"))
                .contains(String.valueOf(get.body().getBytes(StandardCharsets.UTF_8).length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/jobs",
                "///api/v1/jobs",
                "/api//v1/jobs",
                "/api/v1/jobs/",
                "/api/v1/jobs//",
                "/api/v1/jobs;x",
                "/api/v1/jobs;x=1",
                "/api/v1/./jobs",
                "/api/v1/x/../jobs",
                "/api/v1/%2e%2e/v1/jobs",
                "/api/v1/jobs%2f",
                "/api%2fv1%2fjobs",
                "/%61pi/v1/jobs",
                "/API/v1/jobs",
                "/api/v1/jobs%00",
                "/api/v1/jobs/%2e%2e",
                "/api/v1/jobs/..%2fplain",
                "/observe/health/live/",
                "//observe/health/live",
                "/observe/health/live/../../metrics",
                "/observe/health/live;/metrics",
                "/observe/health/live%2f..%2fmetrics",
                "/observe/health/liveness",
                "/observe/metrics/x",
                "/observe",
                "http://127.0.0.1/api/v1/jobs",
                "http://evil.example/observe/metrics"
            })
    void aPathThatIsNotToTheLetterFindsNothing(String path) throws IOException {
        assertThat(viewer().as("").get(path).status()).isEqualTo(401);
        HttpAnswer known = viewer().get(path);
        assertThat(known.status()).isEqualTo(404);
        assertThat(known.json().path("type").asText()).startsWith("urn:cama:problem:");
    }

    @Test
    void everyAnswerForbidsToBeStoredSniffedOrRun() throws IOException {
        for (HttpAnswer answer : List.of(
                viewer().get("/api/v1/jobs"),
                viewer().get("/nothing"),
                viewer().as("").get("/api/v1/jobs"),
                viewer().get(LIVE),
                viewer().get("/observe/metrics"))) {
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.head()).doesNotContainIgnoringCase("Set-Cookie").doesNotContainIgnoringCase("Server:");
        }
    }

    @Test
    void clientsThatSendDropByDropHoldNobodyUpForLong() throws IOException {
        try (HttpFace other = served.another(Map.of("cama.api.threads", "2", "cama.api.timeout", "300ms"))) {
            RawClient client = served.client(other, Role.VIEWER);
            List<Socket> slow = new ArrayList<>();
            for (String begun : List.of(
                    "GET",
                    "GET /api/v1/jobs HTTP/1.1\r\nHost: lo",
                    "POST /api/v1/reload HTTP/1.1\r\n"
                            + "Host: 127.0.0.1\r\nAuthorization: Bearer " + served.token(Role.ADMIN)
                            + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")) {
                for (int i = 0; i < 4; i++) {
                    Socket socket = client.open();
                    socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                    slow.add(socket);
                }
            }

            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                            client.get("/api/v1/jobs").status())
                    .isEqualTo(200));

            for (Socket socket : slow) {
                assertThat(HttpAnswer.of(RawClient.all(socket)).status()).isNotEqualTo(200);
                socket.close();
            }
        }
    }

    /** As many as would keep the server's threads for ten seconds each, again and again. */
    @Test
    void livenessIsAnsweredAmongSocketsThatSayHalfARequest() throws Exception {
        try (HttpFace other = served.another(Map.of("cama.api.threads", "2"))) {
            RawClient client = served.client(other, Role.VIEWER).as("");
            List<Socket> half = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                half.add(begun(client, "GET /api"));
                half.add(begun(client, "POST /api/v1/drain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"));
            }

            long before = System.nanoTime();
            assertThat(client.get(LIVE).status()).isEqualTo(200);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
            for (Socket socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void aFileThatComesInSlowlyTakesNobodysTurn() throws Exception {
        try (HttpFace other = served.another(Map.of("cama.api.threads", "1"))) {
            RawClient client = served.client(other, Role.VIEWER);
            try (Socket slow = begun(
                    client,
                    "POST /api/v1/jobs/plain/files?name=slow.csv HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + served.token(Role.OPERATOR) + "\r\nContent-Length: 100\r\n\r\nword\n")) {
                Awaitility.await().until(() -> isComingIn());
                assertThat(slow.isConnected()).isTrue();

                long before = System.nanoTime();
                assertThat(client.get("/api/v1/jobs").status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
                assertThat(isComingIn()).isTrue();
            }
        }
    }

    private static boolean isComingIn() throws IOException {
        try (var files = java.nio.file.Files.list(home.resolve("inbox/plain"))) {
            return files.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }

    private static Socket begun(RawClient client, String text) throws IOException {
        Socket socket = client.open();
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void whatIsTooLargeIsRefused() throws IOException {
        RawClient admin = served.client(Role.ADMIN);

        assertThat(admin.post("/api/v1/reload", "{\"x\":\"" + "y".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(admin.get("/api/v1/runs?job=" + "y".repeat(5_000)).status()).isEqualTo(404);
        assertThat(admin.send("GET", "/api/v1/runs", "", "X-Long: " + "y".repeat(500_000))
                        .status())
                .isNotEqualTo(200);
    }
}
