package io.cama.ops.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cama.house.PlantedKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One application that has done two runs with failures, and what its meters say of them. */
@TestInstance(Lifecycle.PER_CLASS)
class MetersTest {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*(?!\\s*\\(|[\\w:])");
    private static final Pattern ASIDE =
            Pattern.compile("\\{[^}]*}|\"[^\"]*\"|\\[[^]]*]|\\b(by|on|without|ignoring)\\s*\\([^)]*\\)");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");

    @TempDir
    private static Path home;

    private SeenHome seen;
    private Exposition known;
    private int answers;

    @BeforeAll
    void doTwoRuns() throws Exception {
        seen = new SeenHome(home, Map.of("cama.metrics.routes", "on", "cama.provider.scripted.rpm", "6000"));
        seen.process("plain", "first.csv", "word", "one", "two", "bad", "busy", "odd", "one", "too,many");
        seen.process("plain", "second.csv", "word", "one", "three");
        known = await().atMost(Duration.ofSeconds(20))
                // The end of a run is told after its receipt is there.
                .until(() -> Exposition.parse(seen.scrape()), now -> now.sum("cama_run_duration_seconds_count") >= 2);
        answers = seen.answers();
    }

    @AfterAll
    void close() {
        seen.close();
    }

    @Test
    void itemsAreCountedByHowTheyEnded() {
        assertThat(known.sum("cama_items_total")).isEqualTo(9);
        assertThat(known.sum("cama_items_total", "outcome", "ok")).isEqualTo(5);
        assertThat(known.sum("cama_items_total", "outcome", "recalled")).isEqualTo(2);
        assertThat(known.sum("cama_items_total", "outcome", "dead")).isEqualTo(2);
        assertThat(known.sum("cama_dead_letters_total", "reason", "BAD_REQUEST"))
                .isEqualTo(1);
        assertThat(known.sum("cama_dead_letters_total", "reason", "UNREADABLE")).isEqualTo(1);
        assertThat(known.sum("cama_dead_letters_open")).isEqualTo(2);
        assertThat(known.sum("cama_runs", "state", "done")).isEqualTo(2);
        assertThat(known.sum("cama_queue_items")).isZero();
    }

    @Test
    void callsPromptsAndRunsAreTimed() {
        assertThat(known.sum("cama_call_duration_seconds_count")).isEqualTo(8);
        assertThat(known.sum("cama_call_duration_seconds_sum")).isPositive();
        assertThat(known.sum("cama_prompt_build_seconds_count")).isEqualTo(8);
        assertThat(known.sum("cama_run_duration_seconds_count")).isEqualTo(2);
        assertThat(known.sum("cama_item_duration_seconds_count")).isEqualTo(8);
        assertThat(known.sum("cama_limiter_wait_seconds_count")).isEqualTo(8);
    }

    @Test
    void tokensAndCallsAreTheEndpointsOwn() {
        assertThat(known.sum("cama_tokens_total", "type", "input")).isEqualTo(10.0 * answers);
        assertThat(known.sum("cama_tokens_total", "type", "output")).isEqualTo(5.0 * answers);
        assertThat(known.sum("cama_calls_total")).isEqualTo(8);
        assertThat(known.sum("cama_calls_total", "outcome", "failed", "reason", "UPSTREAM_5XX"))
                .isEqualTo(1);
        assertThat(known.sum("cama_calls_total", "outcome", "rejected", "reason", "INVALID_JSON"))
                .isEqualTo(1);
        assertThat(known.sum("cama_retries_total")).isEqualTo(2);
        assertThat(known.sum("cama_recalls_total", "result", "memory")).isEqualTo(2);
    }

    @Test
    void theConventionsForGenerativeAiAreKept() {
        assertThat(known.type("gen_ai_client_token_usage")).isEqualTo("histogram");
        assertThat(known.type("gen_ai_client_operation_duration_seconds")).isEqualTo("histogram");
        assertThat(known.sum("gen_ai_client_token_usage_sum", "gen_ai_token_type", "input"))
                .isEqualTo(10.0 * answers);
        assertThat(known.sum("gen_ai_client_operation_duration_seconds_count")).isEqualTo(8);
        assertThat(known.sum("gen_ai_client_operation_duration_seconds_count", "error_type", "UPSTREAM_5XX"))
                .isEqualTo(1);
        assertThat(known.labels().get("gen_ai_operation_name")).containsExactly("chat");
        assertThat(known.labels().get("le")).contains("6.7108864E7", "81.92", "0.01");
    }

    @Test
    void ledgerLimitsAndBreakersAreThere() {
        assertThat(known.sum("cama_ledger_pool_size")).isEqualTo(4);
        assertThat(known.sum("cama_ledger_pool_checkouts_total"))
                .isPositive()
                .isCloseTo(known.sum("cama_ledger_pool_checkins_total"), offset(4.0));
        assertThat(known.sum("cama_ledger_writes_total"))
                .isGreaterThanOrEqualTo(known.sum("cama_ledger_commits_total"));
        assertThat(known.sum("cama_limiter_limit", "limit", "rpm")).isEqualTo(6000);
        assertThat(known.sum("cama_limiter_available", "limit", "rpm")).isBetween(5000.0, 6000.0);
        assertThat(known.sum("cama_breaker_state", "state", "closed")).isEqualTo(1);
        assertThat(known.sum("resilience4j_circuitbreaker_state", "state", "closed"))
                .isEqualTo(1);
        assertThat(known.sum("cama_concurrency_max")).isEqualTo(64);
    }

    @Test
    void camelsOwnMetersAreThereWhereAskedFor() {
        assertThat(known.names()).contains("camel_exchanges_total", "camel_routes_running_routes");
        assertThat(known.sum("camel_exchanges_total", "routeId", "plain")).isEqualTo(8);
    }

    @Test
    void healthIsAGauge() {
        assertThat(known.sum("cama_health", "provider", "scripted")).isEqualTo(0.5);
        assertThat(known.sum("cama_health_overall")).isEqualTo(0.5);
    }

    @Test
    void aScraperThatAsksForOpenMetricsGetsThem() {
        var page = seen.observation().scrape().read("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(page.type()).startsWith("application/openmetrics-text");
        assertThat(page.text()).endsWith("# EOF\n");
    }

    @Test
    void everyNameInTheDashboardIsInAScrape() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(Path.of("src/deploy/grafana/cama.json")));
        List<String> queries = dashboard.findValuesAsText("expr");

        assertThat(queries).hasSizeGreaterThan(30);
        assertThat(queries).allSatisfy(query -> assertThat(known.names()).containsAll(named(query)));
    }

    @Test
    void everyNameInTheAlertsIsInAScrape() throws Exception {
        JsonNode rules = new YAMLMapper().readTree(Files.readString(Path.of("src/deploy/prometheus/cama-rules.yml")));
        List<String> queries = rules.findValuesAsText("expr");
        Set<String> ours = new TreeSet<>(known.names());
        ours.add("up"); // Prometheus' own

        assertThat(queries).hasSizeGreaterThan(10);
        assertThat(queries).allSatisfy(query -> assertThat(ours).containsAll(named(query)));
        assertThat(rules.findValues("alert")).hasSameSizeAs(queries);
    }

    @Test
    void aNameThatNobodyMeasuresWouldBeFound() {
        assertThat(named("sum by (job) (rate(cama_itmes_total{job=\"x\"}[5m])) > 3 and on (instance) up == 1"))
                .containsExactlyInAnyOrder("cama_itmes_total", "up");
        assertThat(known.names()).doesNotContain("cama_itmes_total");
        assertThatThrownBy(() -> Exposition.parse("# TYPE a counter\na{b=\"c\"} 1\n"))
                .hasMessageContaining("HELP");
        assertThatThrownBy(() -> Exposition.parse("# HELP a b\n# TYPE a counter\na{b=c} 1\n"))
                .hasMessageContaining("labels");
    }

    @Test
    void theScrapeConfigurationTakesItsTokenFromAFile() throws Exception {
        JsonNode scrape = new YAMLMapper()
                .readTree(Files.readString(Path.of("src/deploy/prometheus/prometheus.yml")))
                .path("scrape_configs")
                .path(0);

        assertThat(scrape.path("authorization").path("credentials_file").asText())
                .isNotEmpty();
        assertThat(scrape.path("metrics_path").asText()).isEqualTo("/observe/metrics");
    }

    @Test
    void aThousandOddNamesAddNoLabel() throws Exception {
        seen.process("plain", "0-usual.csv", "word", "four", "bad too", "busy too", "odd too");
        Exposition before = Exposition.parse(seen.scrape());
        String[] rows = IntStream.range(0, 980)
                .mapToObj(i -> "\"odd\"\"name{1}=\\ \u202e\u0007 §%d\""
                        .formatted(i % 150)
                        .replace("odd", "o dd"))
                .toArray(String[]::new);
        for (int i = 0; i < 20; i++) {
            seen.drop("plain", "o=d{d}, \"%d\" \u202e.csv".formatted(i), "word", "one");
        }
        seen.process(
                "plain",
                "many.csv",
                Stream.concat(Stream.of("word"), Arrays.stream(rows)).toArray(String[]::new));
        Exposition after = Exposition.parse(seen.scrape());

        assertThat(after.sum("cama_items_total") - before.sum("cama_items_total"))
                .isEqualTo(1_000);
        assertThat(after.series()).hasSameElementsAs(before.series());
    }

    @Test
    void theKeyIsInNoMeter() {
        assertThat(seen.scrape()).doesNotContain(PlantedKey.KEY);
    }

    /** The metrics that a query asks for. */
    private static Set<String> named(String query) {
        Set<String> names = new LinkedHashSet<>();
        NAME.matcher(ASIDE.matcher(query).replaceAll(" "))
                .results()
                .map(found -> found.group())
                .filter(name -> !WORDS.contains(name))
                .forEach(names::add);
        return names;
    }
}
