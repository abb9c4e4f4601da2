package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** {@code samples/customer-reviews}: a plain choice between two prompts, from the file to the files. */
class CustomerReviewsTest extends FlowTestSupport {
    private static final Path REVIEWS = Path.of("samples/customer-reviews/reviews.csv");
    private static final List<String> UNHAPPY = List.of("crushed", "nobody answered", "pages missing");
    private static final String MOOD = "Judge how the customer feels";
    private static final String APOLOGY = "says sorry";
    private static final String THANKS = "thanks the customer";

    @Override
    String jobs() {
        return "samples";
    }

    @Override
    String model() {
        return "scripted/any";
    }

    private static String rules(ScriptedEndpoint.Call call) {
        return call.body().at("/messages/0/content").asText();
    }

    private static boolean unhappy(String review) {
        return UNHAPPY.stream().anyMatch(review::contains);
    }

    private static ScriptedEndpoint.Answer bookshop(ScriptedEndpoint.Call call) {
        if (rules(call).contains(MOOD)) {
            String feeling = unhappy(call.asked()) ? "unhappy" : call.asked().startsWith("Fine") ? "neutral" : "happy";
            return says("{\"feeling\":\"" + feeling + "\",\"topic\":\"about "
                    + call.asked().length() + "\"}");
        }
        return says("{\"reply\":\"" + (rules(call).contains(APOLOGY) ? "Sorry, " : "Thanks, ") + call.asked() + "\"}");
    }

    private Run process() throws Exception {
        endpoint.script(CustomerReviewsTest::bookshop);
        Run run = settled(submit("customer-reviews", REVIEWS, 0));
        assertThat(run.state()).isEqualTo(RunState.DONE);
        return run;
    }

    private static List<CSVRecord> table(Path file) throws Exception {
        try (Reader reader = Files.newBufferedReader(file)) {
            return CSVFormat.RFC4180.parse(reader).getRecords();
        }
    }

    @Test
    void anUnhappyCustomerGetsAnApologyAndEveryoneElseThanks() throws Exception {
        Run run = process();

        assertThat(lines(run, ".jsonl")).hasSize(8).allSatisfy(item -> {
            String review = item.path("review").asText();
            assertThat(item.at("/apology/reply").asText()).isEqualTo(unhappy(review) ? "Sorry, " + review : "");
            assertThat(item.at("/thanks/reply").asText()).isEqualTo(unhappy(review) ? "" : "Thanks, " + review);
        });
        assertThat(lines(run, ".jsonl"))
                .extracting(item -> item.at("/mood/feeling").asText())
                .containsExactly("unhappy", "happy", "neutral", "unhappy", "happy", "happy", "unhappy", "happy");
    }

    @Test
    void eachReviewIsAskedAboutTwiceAndNeverForTheReplyThatDoesNotFit() throws Exception {
        process();

        assertThat(endpoint.calls()).hasSize(16);
        assertThat(endpoint.calls())
                .filteredOn(call -> rules(call).contains(APOLOGY))
                .hasSize(3)
                .allSatisfy(call -> {
                    assertThat(unhappy(call.asked())).isTrue();
                    assertThat(rules(call))
                            .contains("The topic is: about " + call.asked().length());
                });
        assertThat(endpoint.calls())
                .filteredOn(call -> rules(call).contains(THANKS))
                .hasSize(5);
    }

    @Test
    void theTableHasTheColumnsOfItsJobWithTheReviewsUnchanged() throws Exception {
        Run run = process();

        List<CSVRecord> rows = table(Path.of(run.outbox(), "reviews.csv"));
        assertThat(rows.get(0).toList()).containsExactly("id", "review", "feeling", "topic", "apology", "thanks");
        assertThat(rows.subList(1, rows.size()))
                .extracting(row -> List.of(row.get(0), row.get(1)))
                .isEqualTo(
                        table(REVIEWS).stream().skip(1).map(CSVRecord::toList).toList());
        assertThat(rows.subList(1, rows.size())).hasSize(8).allSatisfy(row -> assertThat(
                        Stream.of(row.get(4), row.get(5)).filter(reply -> !reply.isEmpty()))
                .hasSize(1));
    }

    @Test
    void theReceiptAddsUp() throws Exception {
        Run run = process();

        JsonNode receipt = receipt(run);
        assertThat(receipt.path("counts")).isEqualTo(json("{\"rows\":8,\"ok\":8,\"dead\":0,\"skipped\":0}"));
        assertThat(receipt.path("calls").asInt()).isEqualTo(16);
        assertThat(receipt.path("outputs")
                        .valueStream()
                        .map(output -> Map.entry(
                                output.path("file").asText(),
                                output.path("rows").asInt())))
                .containsExactlyInAnyOrder(Map.entry("reviews.csv", 8), Map.entry("reviews.jsonl", 8));
    }
}
