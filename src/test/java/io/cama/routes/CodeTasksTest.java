package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.flow.event.Event;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** {@code samples/code-tasks} through the real routes, on the demo endpoint with its hand-written replies. */
class CodeTasksTest extends FlowTestSupport {
    private static final Path TASKS = Path.of("samples/code-tasks/tasks.csv");

    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final List<String> heardToo = new CopyOnWriteArrayList<>();

    @Override
    String jobs() {
        return "samples";
    }

    @Override
    String model() {
        return "demo/any";
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.events", "seda:heard?multipleConsumers=true, log:heard?level=DEBUG, direct:nobody?block=false",
                "cama.events.retries", "1",
                "cama.events.retry-delay", "1ms",
                "cama.events.again", "100ms",
                "cama.escalate", "file:told");
    }

    private void listen() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:heard?multipleConsumers=true")
                        .process(exchange ->
                                heard.add(Event.parse(exchange.getMessage().getBody(String.class))));
                from("seda:heard?multipleConsumers=true")
                        .process(exchange -> heardToo.add(exchange.getMessage().getHeader("CamaEvent", String.class)));
            }
        });
    }

    private Run process() throws Exception {
        listen();
        Run run = settled(submit("code-tasks", TASKS, 0));
        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.DONE);
        return run;
    }

    private List<DeadLetter> dead(Run run) {
        List<DeadLetter> letters = new ArrayList<>();
        ledger.deadLetters(run.id()).forEachRemaining(letters::add);
        return letters;
    }

    private static List<String> tree(Path root) throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private long count(String type) {
        return heard.stream().filter(event -> event.type().equals(type)).count();
    }

    @Test
    void tasksBecomeReviewedFilesAndEveryStepIsTold() throws Exception {
        Run run = process();

        whatNeverPassedAndTheUnknownTypeAreDeadLettersWithTheReason(run);
        whatPassedIsDeployedAndNothingElse(run);
        theResultsStandInTheOrderOfTheInput(run);
        typesAndRanksAreCounted(run);
        everyEventIsHeardOnceByEachListener();
        aListenerThatIsNotThereGetsItLater();
    }

    private void whatPassedIsDeployedAndNothingElse(Run run) throws Exception {
        Path deployed = Path.of(run.outbox()).resolve("deploy");
        assertThat(tree(deployed))
                .containsExactly(
                        "docs/usage.md",
                        "src/config.py",
                        "src/inventory/labels.py",
                        "src/inventory/report.py",
                        "src/inventory/stock.py",
                        "src/models/order.py",
                        "tests/test_stock.py");
        assertThat(deployed.resolve("src/inventory/labels.py")).content().contains("the price is never cut");
    }

    private void theResultsStandInTheOrderOfTheInput(Run run) throws Exception {
        List<JsonNode> lines = lines(run, ".jsonl");
        assertThat(lines)
                .extracting(line -> line.path("path").asText())
                .containsExactly(
                        "docs/usage.md",
                        "src/inventory/stock.py",
                        "src/config.py",
                        "src/models/order.py",
                        "src/inventory/labels.py",
                        "src/inventory/report.py",
                        "tests/test_stock.py");
        assertThat(lines.get(4).path("review")).isEqualTo(json("{\"passed\":true,\"findings\":[],\"round\":3}"));
        assertThat(lines.get(0).at("/review/round").asInt()).isEqualTo(1);
    }

    private void whatNeverPassedAndTheUnknownTypeAreDeadLettersWithTheReason(Run run) throws Exception {
        List<DeadLetter> letters = dead(run);
        assertThat(letters).extracting(DeadLetter::reason).containsExactly(Reason.REVIEW_FAILED, Reason.ROUTE_FAILED);
        assertThat(letters.get(0).message())
                .isEqualTo("not passed in 3 rounds; last findings: [\"Four weeks are divided by three.\"]");
        assertThat(letters.get(1).message()).contains("the task type \"refactor\" is unknown; write dev or fix");
        SharedFlow.until(() -> count("escalated") == 2);
        assertThat(tree(home.resolve("told"))).hasSize(2);
    }

    private void typesAndRanksAreCounted(Run run) throws Exception {
        JsonNode statistics = receipt(run).path("statistics");
        assertThat(statistics.path("type"))
                .isEqualTo(json("{\"dev\":{\"rows\":7,\"percent\":77.8},\"fix\":{\"rows\":1,\"percent\":11.1},"
                        + "\"refactor\":{\"rows\":1,\"percent\":11.1}}"));
        assertThat(statistics.path("priority").properties())
                .extracting(rank -> rank.getKey() + rank.getValue().path("rows"))
                .containsExactlyInAnyOrder("fix1", "critical1", "high1", "normal4", "low2");
    }

    private void everyEventIsHeardOnceByEachListener() {
        SharedFlow.until(() -> heard.size() == 46 && heardToo.size() == 46);
        Map<String, Long> types = heard.stream()
                .collect(Collectors.groupingBy(Event::type, java.util.TreeMap::new, Collectors.counting()));
        assertThat(types)
                .isEqualTo(new java.util.TreeMap<>(Map.ofEntries(
                        Map.entry("file.claimed", 1L),
                        Map.entry("run.started", 1L),
                        Map.entry("item.started", 9L),
                        Map.entry("item.done", 7L),
                        Map.entry("item.failed", 2L),
                        Map.entry("review.passed", 7L),
                        Map.entry("review.failed", 5L),
                        Map.entry("fix.completed", 4L),
                        Map.entry("deploy.ready", 7L),
                        Map.entry("escalated", 2L),
                        Map.entry("run.finished", 1L))));
        assertThat(heardToo.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .isEqualTo(types);
        assertThat(heard).allSatisfy(event -> {
            assertThat(event.job()).isEqualTo("code-tasks");
            assertThat(event.retries()).isZero();
            assertThat(Event.parse(event.json())).isEqualTo(event);
        });
        assertThat(heard)
                .filteredOn(event -> event.type().equals("item.done"))
                .allSatisfy(event -> assertThat(event.payload()).containsKey("millis"));
    }

    private void aListenerThatIsNotThereGetsItLater() throws Exception {
        List<String> late = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:nobody")
                        .process(exchange -> late.add(exchange.getMessage().getHeader("CamaEvent", String.class)));
            }
        });
        SharedFlow.until(() -> late.size() == heard.size());
        assertThat(late).containsExactlyInAnyOrderElementsOf(heardToo);
    }
}
