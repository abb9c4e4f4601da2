package io.cama.ops.seen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.blackbox.Program;
import io.cama.llm.demo.DemoEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the program loads and logs as a process of its own: a command that ends by itself, and the service. */
@TestInstance(Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS)
class FootprintTest {
    private static final String[] TELEMETRY = {"io.opentelemetry.", "okhttp3.", "kotlin."};

    @TempDir
    private static Path folder;

    private List<String> ofProcess;
    private List<String> ofRun;
    private List<JsonNode> log;

    @BeforeAll
    void runBoth() throws Exception {
        try (DemoEndpoint endpoint = DemoEndpoint.start(
                0, new DemoEndpoint.Settings(folder.resolve("calls.jsonl"), List.of(), Duration.ZERO))) {
            Path first = Files.createDirectory(folder.resolve("first"));
            Path rows = Files.writeString(folder.resolve("terms.csv"), "number,term\n1,one\n2,two\n");
            Program batch = program(first, endpoint, "process.log");
            Process process = batch.process(rows, "terms");

            Path second = Files.createDirectories(folder.resolve("second"));
            Files.createDirectories(second.resolve("inbox/terms"));
            Files.copy(rows, second.resolve("inbox/terms/terms.csv"));
            Program service = program(second, endpoint, "run.log");
            Process run = service.start(
                    "run",
                    "--once",
                    "-v",
                    "--log-format=json",
                    "--set",
                    "cama.log.file=work/logs/cama.jsonl",
                    "--set",
                    "cama.inbox.min-age=0ms",
                    "--set",
                    "cama.disk.reserve=0B");

            assertThat(process.waitFor(180, TimeUnit.SECONDS) && run.waitFor(180, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(batch.err())).isZero();
            assertThat(run.exitValue()).as(Files.readString(service.err())).isZero();
            assertThat(second.resolve("outbox/terms/terms.jsonl")).exists();
        }
        ofProcess = loaded("process.log");
        ofRun = loaded("run.log");
        log = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("second/work/logs/cama.jsonl"))) {
            log.add(new ObjectMapper().readTree(line));
        }
    }

    private static Program program(Path home, DemoEndpoint endpoint, String log) {
        List<String> java = new ArrayList<>(Program.LIGHT);
        java.add("-Xlog:class+load:file=" + folder.resolve(log));
        return new Program(home, endpoint.baseUrl(), java);
    }

    private static List<String> loaded(String log) throws Exception {
        try (Stream<String> lines = Files.lines(folder.resolve(log))) {
            return lines.map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").split(" ", -1)[0])
                    .toList();
        }
    }

    @Test
    void nothingOfTelemetryIsLoadedWithoutACollector() {
        assertThat(ofRun).noneMatch(name -> Stream.of(TELEMETRY).anyMatch(name::startsWith));
        assertThat(ofRun).contains("io.cama.ops.seen.Observation", "io.cama.ops.trace.Target");
    }

    @Test
    void commandsThatEndByThemselvesLoadNoMeter() {
        assertThat(ofProcess)
                .contains("io.cama.ops.Application")
                .noneMatch(name -> Stream.of(TELEMETRY).anyMatch(name::startsWith))
                .noneMatch(name -> name.startsWith("io.micrometer.") || name.startsWith("io.prometheus."))
                .noneMatch(name -> name.startsWith("io.cama.ops.health.HealthMonitor")
                        || name.startsWith("io.cama.ops.seen.")
                        || name.startsWith("io.cama.ops.meter."));
    }

    @Test
    void theStoryOfARunIsToldInAtMostSixLines() {
        List<String> told = log.stream()
                .filter(event -> event.path("log.logger").asText().startsWith("io.cama"))
                .map(event -> event.path("log.level").asText() + " "
                        + event.path("message").asText())
                .toList();

        assertThat(told).hasSizeBetween(2, 6).allMatch(line -> line.startsWith("INFO"));
        assertThat(told).anyMatch(line -> line.contains("Run started")).anyMatch(line -> line.contains("Run done"));
    }

    @Test
    void whatIsLoggedOnStandardErrorIsJsonWhereAskedFor() throws Exception {
        assertThat(Files.readAllLines(folder.resolve("second.err")).stream().filter(line -> line.startsWith("{")))
                .anySatisfy(line -> assertThat(new ObjectMapper()
                                .readTree(line)
                                .path("message")
                                .asText())
                        .startsWith("Run started"));
    }

    @Test
    void theFileOfLogsHoldsOneDocumentALineAndIsItsOwnersAlone() throws Exception {
        assertThat(log).isNotEmpty().allSatisfy(event -> assertThat(event.has("@timestamp")
                        && event.has("log.level")
                        && event.has("message")
                        && event.has("service.name"))
                .isTrue());
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("second/work/logs/cama.jsonl"))))
                .isEqualTo("rw-------");
    }
}
