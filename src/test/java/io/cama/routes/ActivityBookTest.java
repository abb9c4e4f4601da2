package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.flow.intake.Submission;
import io.cama.model.RowOptions;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.model.Terms.Recall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code samples/activity-book}: pages of six types become a booklet, with limits, picks and pages that fail. */
class ActivityBookTest extends FlowTestSupport {
    private static final Path SAMPLE = Path.of("samples/activity-book");
    private static final Terms OFFLINE = new Terms(Recall.OFFLINE, 0, false);

    @Override
    String jobs() {
        return "samples";
    }

    @Override
    Map<String, String> settings() {
        return Map.of("cama.retry.attempts", "1", "cama.breaker.minimum-calls", "1000");
    }

    private Run give(Path file, String model, Terms terms, RowOptions options) throws IOException {
        return settled(template.requestBody(
                "direct:run-accept",
                new Submission(
                        flow.home().copy(file, "activity-book"),
                        String.valueOf(file.getFileName()),
                        "activity-book",
                        home.resolve("outbox"),
                        0,
                        model,
                        terms,
                        false,
                        options),
                Run.class));
    }

    private Path pages(String... lines) throws IOException {
        return Files.writeString(home.resolve("list.jsonl"), String.join("\n", lines) + "\n");
    }

    private static Path file(Run run, String name) {
        return Path.of(run.outbox()).resolve(name);
    }

    private static JsonNode withoutTime(JsonNode book) {
        assertThat(book.at("/meta/generated_at").asText()).matches("20\\d\\d-.*Z");
        ((ObjectNode) book.path("meta")).remove("generated_at");
        return book;
    }

    @Test
    void theSampleIsTheExpectedBookAndIsPublishedAgainFromWhatIsStored() throws Exception {
        Run run = give(SAMPLE.resolve("pages.json"), null, Terms.USUAL, RowOptions.NONE);

        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.DONE);
        String json = Files.readString(file(run, "pages.json"));
        String html = Files.readString(file(run, "pages.html"));
        assertThat(withoutTime(json(json)))
                .isEqualTo(withoutTime(json(Files.readString(SAMPLE.resolve("expected/pages.json")))));
        assertThat(html)
                .contains("<h1>My Activity Book</h1>", "The Owl in the Moonlight", "12 pages to color")
                .doesNotContain("demo:", "<script", "http:", "https:");
        assertThat(html.split("<section class=\"row\"", -1)).hasSize(13);
        assertThat(html.indexOf("The Happy Whale")).isLessThan(html.indexOf("Home Before It Hatches"));
        assertThat(receipt(run).path("calls").asInt()).isEqualTo(12);

        Run again = give(SAMPLE.resolve("pages.json"), null, OFFLINE, RowOptions.NONE);

        assertThat(again.state()).isEqualTo(RunState.DONE);
        assertThat(receipt(again).path("calls").asInt()).isZero();
        assertThat(Files.readString(file(again, "pages.json"))).isEqualTo(json);
        assertThat(Files.readString(file(again, "pages.html"))).isEqualTo(html);
    }

    @Test
    void theEndpointSeesOnlyThePagesInsideTheLimits() throws Exception {
        endpoint.script(
                call -> ScriptedEndpoint.Answer.says(
                        "{\"title\":\"<script>x</script>\",\"instruction\":\"i\",\"theme\":\"t\",\"content\":\"A\",\"repetitions\":16}"));
        Path list = pages(
                "{\"type\":\"tracing\",\"theme\":\"ocean\",\"pageNumber\":2}",
                "{\"type\":\"tracing\",\"theme\":\"My Frozen party\",\"pageNumber\":1}",
                "{\"type\":\"tracing\",\"theme\":\"farm\",\"pageNumber\":3}",
                "{\"type\":\"knitting\",\"theme\":\"farm\",\"pageNumber\":0}");

        Run run = give(
                list, "scripted/any", Terms.USUAL, new RowOptions(Map.of("difficulty", "hard"), Map.of("tracing", 2L)));

        assertThat(endpoint.calls()).hasSize(2).allSatisfy(call -> assertThat(call.asked())
                .contains("\"difficulty\":\"hard\"")
                .containsPattern("under-the-sea|animals"));
        assertThat(receipt(run).path("skippedBy").toString())
                .isEqualTo("{\"beyond the limit of 2 for type tracing\":1}");
        JsonNode pages = json(Files.readString(file(run, "list.json"))).path("pages");
        assertThat(pages).extracting(page -> page.path("pageNumber").asInt()).containsExactly(0, 1, 2);
        assertThat(pages.get(0).at("/error/message").asText())
                .contains("there is no page type \"knitting\"; use coloring");
        assertThat(pages.get(1).path("theme").asText()).isEqualTo("animals");
        assertThat(Files.readString(file(run, "list.html")))
                .contains("Your Own Page", "&lt;script&gt;x&lt;/script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void twoPagesInARowWithoutAnAnswerPauseTheRun() throws Exception {
        endpoint.script(call -> ScriptedEndpoint.Answer.fails(503, "down"));
        String[] lines = new String[40];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "{\"type\":\"tracing\",\"theme\":\"t%d\",\"pageNumber\":%d}".formatted(i, i);
        }

        Run run = give(pages(lines), "scripted/any", Terms.USUAL, RowOptions.NONE);

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).contains("rows in a row had no answer, and the job's pauseAfter is 2");
        assertThat(endpoint.calls().size()).isBetween(2, 12);
        assertThat(ledger.counts(run.id()).dead()).isZero();
    }
}
