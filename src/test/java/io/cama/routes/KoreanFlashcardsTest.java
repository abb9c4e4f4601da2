package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** {@code samples/korean-flashcards} through the real routes, on the demo endpoint with its hand-written replies. */
class KoreanFlashcardsTest extends FlowTestSupport {
    private static final Path SAMPLE = Path.of("samples/korean-flashcards");
    private static final int WORDS = 120;
    private static final int CARDS = 360;
    private static final Pattern TAB = Pattern.compile("\t");

    @Override
    String jobs() {
        return "samples";
    }

    @Override
    String model() {
        return "demo/any";
    }

    @Test
    void aHundredAndTwentyWordsBecomeADeckATableAndAReceiptThatAddsUp() throws Exception {
        Run run = settled(submit("korean-flashcards", SAMPLE.resolve("words.csv"), 0));

        assertThat(run.state()).as(run.reason()).isEqualTo(RunState.DONE);
        JsonNode items = json(Files.readString(file(run, "words.json")));
        everyWordIsThereInOrder(items);
        everyReplyIsWrittenByHand(items);
        theTableHasNineColumnsAndThreeRowsAWord(file(run, "words.tsv"), items);
        theReceiptAddsUp(run, receipt(run));
        try (ZipFile deck = new ZipFile(file(run, "words.apkg").toFile())) {
            assertThat(deck.stream().map(Object::toString)).contains("collection.anki2", "media");
        }
        assertThat(file(run, "words.dead.jsonl")).doesNotExist();
    }

    private static void everyWordIsThereInOrder(JsonNode items) throws IOException {
        List<String> words =
                Files.readAllLines(SAMPLE.resolve("words.csv")).stream().skip(1).toList();
        assertThat(items).hasSize(WORDS);
        assertThat(items)
                .extracting(item -> item.path("position").asText() + ","
                        + item.path("term").asText() + "," + item.path("type").asText())
                .isEqualTo(words);
    }

    /** Compares with the book of replies itself, so that no made-up reply can look like one of them. */
    private static void everyReplyIsWrittenByHand(JsonNode items) throws IOException {
        Set<JsonNode> nuances = new HashSet<>();
        Set<String> cards = new HashSet<>();
        for (String line : Files.readAllLines(SAMPLE.resolve("demo.jsonl"))) {
            JsonNode reply = json(line).path("reply");
            nuances.add(reply);
            reply.asText().lines().forEach(cards::add);
        }
        assertThat(items).allSatisfy(item -> {
            assertThat(nuances).contains(item.path("nuance"));
            assertThat(item.path("flashcards")).hasSize(3).allSatisfy(card -> assertThat(cards)
                    .contains(card.valueStream().map(cell -> cell.asText("")).collect(Collectors.joining("\t"))));
        });
        assertThat(items.toString().toLowerCase(Locale.ROOT)).doesNotContain("demo");
    }

    private static void theTableHasNineColumnsAndThreeRowsAWord(Path tsv, JsonNode items) throws IOException {
        List<List<String>> rows = Files.readString(tsv)
                .lines()
                .map(line -> List.of(TAB.split(line, -1)))
                .toList();
        assertThat(rows.get(0))
                .containsExactly(
                        "position",
                        "term",
                        "term_number",
                        "tab_name",
                        "primer",
                        "front",
                        "back",
                        "tags",
                        "honorific_level");
        List<List<String>> cards = rows.subList(1, rows.size());
        assertThat(cards).hasSize(CARDS).allSatisfy(row -> {
            assertThat(row).hasSize(9);
            assertThat(row.subList(0, 8)).noneMatch(String::isBlank);
        });
        assertThat(cards)
                .extracting(row -> row.get(0))
                .isEqualTo(IntStream.rangeClosed(1, CARDS)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(cards)
                .extracting(row -> row.get(1) + row.get(2))
                .isEqualTo(items.valueStream()
                        .flatMap(item -> Stream.generate(() -> item.path("term").asText()
                                        + item.path("position").asText())
                                .limit(3))
                        .toList());
        assertThat(cards)
                .filteredOn(row -> row.get(3).equals("Scene"))
                .hasSize(WORDS)
                .allSatisfy(row -> assertThat(row.get(4)).doesNotContain(row.get(1)));
    }

    private static void theReceiptAddsUp(Run run, JsonNode receipt) throws Exception {
        JsonNode counts = receipt.path("counts");
        assertThat(counts).isEqualTo(json("{\"rows\":120,\"ok\":120,\"dead\":0,\"skipped\":0}"));
        assertThat(counts.path("ok").asInt()
                        + counts.path("dead").asInt()
                        + counts.path("skipped").asInt())
                .isEqualTo(receipt.at("/input/rows").asInt());
        assertThat(receipt.path("calls").asInt()).isEqualTo(2 * WORDS);
        assertThat(receipt.path("recalled").asInt()).isZero();
        assertThat(receipt.path("possiblyPaidTwice").asInt()).isZero();
        assertThat(receipt.path("outputs")
                        .valueStream()
                        .map(output -> output.path("file").asText() + " "
                                + output.path("rows").asInt()))
                .containsExactly("words.json 120", "words.tsv 360", "words.apkg 480");
        for (JsonNode output : receipt.path("outputs")) {
            byte[] bytes = Files.readAllBytes(file(run, output.path("file").asText()));
            assertThat(output.path("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        assertThat(receipt.path("run").asText()).isEqualTo(run.id());
    }

    private static Path file(Run run, String name) {
        return Path.of(run.outbox()).resolve(name);
    }
}
