package io.cama.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.tools.attach.VirtualMachine;
import io.cama.cli.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A service as a process of its own, and all that operators do to one in a day, while it works. */
@Tag("faults")
@Timeout(900)
@DisabledOnOs(OS.WINDOWS)
class ScriptedDayTest {
    private static final int ROWS = 150;
    private static final String MODEL = "demo/any";
    private static final Duration LATENCY = Duration.ofMillis(150);

    @TempDir
    private Path folder;

    private Path jobs;

    @Test
    void aDayOfOperatingLosesNothingRepeatsNothingUnaskedAndIsAllInTheAuditLog() throws Exception {
        jobs = copyOf(Program.JOBS.resolve(Household.JOB));
        try (Collector collector = new Collector();
                Household house = new Household(folder, "day", LATENCY, jobs)) {
            Process morning = started(house, collector);
            drop(house, "morning");
            house.until(morning, () -> house.calls() >= 16);

            assertThat(get(house, "/observe/metrics", "viewer").body()).contains("cama_calls_total{");
            house.until(morning, () -> collector.traces() > 0);
            isolateByJmx(house, morning);
            assertThat(said(house, "breaker", "reset", MODEL)).isZero();
            assertThat(put(house, "/api/v1/limits/demo", "{\"maxConcurrency\":32}")
                            .statusCode())
                    .isEqualTo(200);
            breakAndMend(house, morning);
            drop(house, "noon");
            paused(house, morning);
            Process evening = startedAgain(house, collector, morning);
            assertThat(said(house, "resume", Household.JOB)).isZero();
            published(house, evening, "morning");
            published(house, evening, "noon");
            assertThat(said(house, "drain", "--wait")).isZero();
            assertThat(house.ended(evening)).as(house.said()).isZero();

            whole(house);
        }
    }

    private Process started(Household house, Collector collector) throws IOException {
        int said = house.said().split("Watching", -1).length;
        Process process = house.start(
                "run",
                "--set",
                "cama.inbox.min-age=0ms",
                "--set",
                "cama.otel.endpoint=" + collector.url(),
                "--set",
                "cama.otel.protocol=http",
                "--set",
                "cama.reload.settle=200ms");
        house.until(process, () -> count(house, "Watching") >= said);
        return process;
    }

    private static int count(Household house, String text) {
        try {
            return house.said().split(text, -1).length - 1;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Files of the same rows but other words, so that no call of one answers the other. */
    private static void drop(Household house, String name) throws IOException {
        StringBuilder csv = new StringBuilder("number,term\n");
        for (int row = 1; row <= ROWS; row++) {
            csv.append(row).append(',').append(name).append(' ').append(row).append('\n');
        }
        Path whole = Files.writeString(house.home().resolve(name + ".csv"), csv);
        Files.move(whole, house.home().resolve("inbox").resolve(Household.JOB).resolve(name + ".csv"));
    }

    /** By the bean of the model's breaker, as jconsole would. */
    @SuppressWarnings("BanJNDI") // the address is that of a process of this test
    private static void isolateByJmx(Household house, Process process) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            ObjectName breakers = new ObjectName("io.cama:type=Breaker,*");
            house.until(process, () -> !names(beans, breakers).isEmpty());
            ObjectName breaker = names(beans, breakers).get(0);
            beans.invoke(breaker, "isolate", new Object[] {"a rehearsal"}, new String[] {String.class.getName()});
            assertThat(beans.getAttribute(breaker, "State")).isEqualTo("isolated");
        } finally {
            machine.detach();
        }
        assertThat(house.cama("breaker", "list").out()).contains("isolated").contains("a rehearsal");
    }

    private static List<ObjectName> names(MBeanServerConnection beans, ObjectName pattern) {
        try {
            return List.copyOf(beans.queryNames(pattern, null));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A prompt that cannot be read is refused and the old one stays; the old text again is taken up. */
    private void breakAndMend(Household house, Process process) throws IOException {
        Path prompt = jobs.resolve(Household.JOB).resolve("sense.prompt");
        String sound = Files.readString(prompt);
        Files.writeString(prompt, "---\nmodel: [broken\n---\n");
        assertThat(house.cama("reload").exit()).isNotZero();
        long calls = house.calls();
        house.until(process, () -> house.calls() > calls);
        Files.writeString(prompt, sound + "\n");
        Answer taken = house.cama("reload");
        assertThat(taken.exit()).as(taken.err()).isZero();
    }

    /** A pause for which somebody has a reason outlives the process. */
    private static void paused(Household house, Process process) throws Exception {
        house.until(process, () -> house.home().resolve("inbox/terms").toFile().list().length == 0);
        assertThat(said(house, "pause", Household.JOB)).isZero();
        house.until(process, () -> !house.cama("status").out().contains("RUNNING"));
        process.destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(137);
    }

    private Process startedAgain(Household house, Collector collector, Process before) throws IOException {
        assertThat(before.isAlive()).isFalse();
        long calls = house.calls();
        Process process = started(house, collector);
        assertThat(get(house, "/api/v1/jobs/" + Household.JOB, "viewer").body()).contains("\"paused\":\"by ");
        assertThat(house.calls()).isEqualTo(calls);
        return process;
    }

    private static void published(Household house, Process process, String name) throws IOException {
        house.until(process, () -> Files.exists(house.outbox().resolve(name + ".run.json")));
    }

    private static void whole(Household house) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (String name : List.of("morning", "noon")) {
            JsonNode counts = json.readTree(
                            house.outbox().resolve(name + ".run.json").toFile())
                    .path("counts");
            assertThat(counts.path("ok").asInt()).as(counts.toString()).isEqualTo(ROWS);
            assertThat(Files.readAllLines(house.outbox().resolve(name + ".jsonl")))
                    .hasSize(ROWS);
        }
        assertThat(house.repeated()).isLessThanOrEqualTo(Household.CONCURRENCY * 2L);
        Answer audit = house.cama("audit");
        assertThat(audit.out())
                .contains(
                        "breaker.isolate", "breaker.reset", "limits.set", "reload", "job.pause", "job.resume", "drain")
                .contains("(jmx, ", "(cli, ", "(api, ");
        assertThat(house.cama("audit", "--verify").exit()).isZero();
    }

    private static int said(Household house, String... command) {
        return house.cama(command).exit();
    }

    private static HttpResponse<String> get(Household house, String path, String role) throws IOException {
        return ask(house, HttpRequest.newBuilder(URI.create(address(house) + path)), role);
    }

    private static HttpResponse<String> put(Household house, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(house) + path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body));
        return ask(house, request, "admin");
    }

    private static HttpResponse<String> ask(Household house, HttpRequest.Builder request, String role)
            throws IOException {
        String token = Files.readString(house.home().resolve("work/tokens").resolve(role))
                .strip();
        try {
            return HttpClient.newHttpClient()
                    .send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String address(Household house) throws IOException {
        return new ObjectMapper()
                .readTree(house.home().resolve("work/api.json").toFile())
                .path("url")
                .asText();
    }

    private Path copyOf(Path job) throws IOException {
        Path copies = Files.createDirectory(folder.resolve("jobs"));
        try (Stream<Path> files = Files.walk(job)) {
            for (Path file : files.toList()) {
                Files.copy(file, copies.resolve(job.getParent().relativize(file).toString()));
            }
        }
        return copies;
    }

    /** Counts the batches of spans that reach it. */
    private static final class Collector implements AutoCloseable {
        private final AtomicInteger traces = new AtomicInteger();
        private final HttpServer server;

        Collector() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                if (exchange.getRequestURI().getPath().endsWith("/v1/traces")) {
                    traces.incrementAndGet();
                }
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        int traces() {
            return traces.get();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
