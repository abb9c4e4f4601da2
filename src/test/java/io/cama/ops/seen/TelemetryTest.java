package io.cama.ops.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.house.PlantedKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What a collector gets of one application that has done a run with failures. */
@TestInstance(Lifecycle.PER_CLASS)
class TelemetryTest {
    private static final long CLIENT = 3;
    private static final long INTERNAL = 1;
    private static final long ERROR = 2;

    @TempDir
    private static Path home;

    private Collector collector;

    @BeforeAll
    void doARun() throws Exception {
        collector = new Collector();
        Map<String, String> settings = Map.of(
                "cama.otel.endpoint", collector.url(),
                "cama.otel.protocol", "http",
                "cama.otel.every", "200ms",
                "cama.otel.namespace", "korean-learning",
                "cama.otel.environment", "staging");
        try (SeenHome seen = new SeenHome(home, settings)) {
            seen.process("twostep", "first.csv", "word", "one", "bad", "busy");
            seen.process("plain", "second.csv", "word", "one", "one");
            await().atMost(Duration.ofSeconds(10)).until(() -> metric("cama.items") != null);
        }
    }

    @AfterAll
    void close() {
        collector.close();
    }

    private Wire metric(String name) {
        return collector.metrics().stream()
                .filter(metric -> metric.text(1).equals(name))
                .reduce((first, last) -> last)
                .orElse(null);
    }

    private Map<String, List<Collector.Span>> traces() {
        return collector.spans().stream()
                .collect(Collectors.groupingBy(Collector.Span::trace, TreeMap::new, Collectors.toList()));
    }

    private List<Collector.Span> named(String start) {
        return collector.spans().stream()
                .filter(span -> span.name().startsWith(start))
                .toList();
    }

    @Test
    void anItemIsATraceAndACallASpanInIt() {
        assertThat(traces()).hasSize(5);
        assertThat(traces().values()).allSatisfy(spans -> {
            List<Collector.Span> roots =
                    spans.stream().filter(span -> span.parent().isEmpty()).toList();
            assertThat(roots).hasSize(1);
            assertThat(roots.get(0).name()).startsWith("item ");
            assertThat(spans.stream().filter(span -> !span.parent().isEmpty()))
                    .isNotEmpty()
                    .allSatisfy(span ->
                            assertThat(span.parent()).isEqualTo(roots.get(0).id()));
        });
    }

    @Test
    void aCallHasTheAttributesOfGenerativeAi() {
        Collector.Span good = named("chat any").stream()
                .filter(span -> span.status() != ERROR)
                .findFirst()
                .orElseThrow();

        assertThat(good.kind()).isEqualTo(CLIENT);
        assertThat(good.attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "scripted")
                .containsEntry("gen_ai.request.model", "any")
                .containsEntry("gen_ai.response.model", "scripted-1")
                .containsEntry("gen_ai.usage.input_tokens", "10")
                .containsEntry("gen_ai.usage.output_tokens", "5")
                .containsEntry("server.address", "127.0.0.1")
                .containsKey("gen_ai.prompt.name")
                .doesNotContainKeys("gen_ai.input.messages", "gen_ai.output.messages", "error.type");
    }

    @Test
    void aCallThatFailsSaysWhy() {
        List<Collector.Span> failed =
                named("chat ").stream().filter(span -> span.status() == ERROR).toList();

        assertThat(failed).hasSizeGreaterThanOrEqualTo(2);
        assertThat(failed.stream().map(span -> span.attributes().get("error.type")))
                .contains("BAD_REQUEST", "UPSTREAM_5XX");
        assertThat(failed).allSatisfy(span -> assertThat(span.events()).anySatisfy(event -> {
            assertThat(event.text(2)).isEqualTo("exception");
            assertThat(event.attributes(3)).containsKeys("exception.type", "exception.message");
        }));
        assertThat(named("item ").stream()
                        .filter(span -> "dead".equals(span.attributes().get("cama.outcome"))))
                .hasSize(1)
                .allSatisfy(span -> assertThat(span.status()).isEqualTo(ERROR));
    }

    @Test
    void anAnswerThatIsFoundIsASpanInsideUsAndNoCall() {
        List<Collector.Span> recalls = named("recall ");

        assertThat(recalls).isNotEmpty().allSatisfy(span -> {
            assertThat(span.kind()).isEqualTo(INTERNAL);
            assertThat(span.attributes()).containsKey("cama.recall").doesNotContainKey("gen_ai.operation.name");
        });
    }

    @Test
    void theSenderSaysWhoItIs() {
        assertThat(collector.resources()).isNotEmpty().allSatisfy(resource -> assertThat(resource)
                .containsEntry("service.name", "cama")
                .containsEntry("service.namespace", "korean-learning")
                .containsEntry("service.version", "development")
                .containsEntry("deployment.environment", "staging"));
    }

    @Test
    void metricsAreSentBesideTraces() {
        assertThat(collector.paths()).contains("/v1/traces", "/v1/metrics");
        assertThat(metric("gen_ai.client.token.usage").text(3)).isEqualTo("{token}");
        assertThat(metric("gen_ai.client.operation.duration").text(3)).isEqualTo("s");
        assertThat(metric("cama.items")).isNotNull();
    }

    @Test
    void noKeyIsSent() {
        assertThat(collector.spans().toString()).doesNotContain(PlantedKey.KEY);
    }

    @Test
    void unlessToldOtherwiseItSpeaksGrpc(@TempDir Path other) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> {
                try (Socket caller = server.accept()) {
                    return new String(caller.getInputStream().readNBytes(24), StandardCharsets.US_ASCII);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Map<String, String> settings = Map.of(
                    "cama.otel.endpoint", "http://127.0.0.1:" + server.getLocalPort(), "cama.otel.every", "100ms");
            try (SeenHome seen = new SeenHome(other, settings)) {
                assertThat(seen.scrape()).contains("cama_ground_firm");

                assertThat(first).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            }
        }
    }
}
