package io.cama.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.LedgerHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheCommandsTest {
    @TempDir
    private Path home;

    @TempDir
    private Path elsewhere;

    private void bought() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 2);
            ledger.bought("one", 1, 12_300_000L);
            ledger.bought("one", 2, null);
            ledger.ledger().done("one");
        }
    }

    @Test
    void countsTheRepliesAndWhatTheyHaveCost() {
        bought();

        assertThat(Answer.of(home, "cache").out())
                .contains(
                        "replies      2, which have cost $0.012\n",
                        "evidence     0",
                        "oldest       2026-01-01T00:00:00Z");
        assertThat(Answer.of(home, "cache", "stats", "--json").out())
                .contains("\"replies\" : 2", "\"cost\" : 0.0123", "\"storedBytes\" : ");
        assertThat(Answer.of(elsewhere, "cache", "stats").out()).contains("replies      0", "oldest       none");
    }

    @Test
    void repliesAreCarriedToAnotherHomeOnce() throws IOException {
        bought();
        String file = elsewhere.resolve("replies.jsonl").toString();

        Answer exported = Answer.of(home, "cache", "export", file);
        Answer first = Answer.of(elsewhere, "cache", "warm", file);
        Answer second = Answer.of(elsewhere, "cache", "import", file, "--json");

        assertThat(exported.exit()).as(exported.err()).isZero();
        assertThat(exported.out()).isEqualTo("2 replies in " + file + "\n");
        assertThat(first.out())
                .isEqualTo("2 new, 0 here already\nthe new ones save up to $0.012, and 1 calls without a price\n");
        assertThat(second.out()).contains("\"new\" : 0", "\"known\" : 2", "\"saves\" : 0");
        assertThat(Answer.of(elsewhere, "cache").out()).contains("replies      2");
        assertThat(Files.readAllLines(Path.of(file))).hasSize(2);
    }

    @Test
    void exportsOnlyWhatIsSelectedAndOverwritesNothing() {
        bought();
        Path file = elsewhere.resolve("some.jsonl");

        Answer none = Answer.of(home, "cache", "export", file.toString(), "--model", "openai/other", "--json");
        Answer again = Answer.of(home, "cache", "export", file.toString());

        assertThat(none.out()).contains("\"replies\" : 0");
        assertThat(again.exit()).isEqualTo(73);
        assertThat(again.err()).contains("is there already");
        assertThat(Answer.of(elsewhere, "cache", "export", file + "2").exit()).isEqualTo(3);
        assertThat(Answer.of(home, "cache", "export", file + "3", "--older-than", "long")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void removesNothingUnlessItIsToldTwiceAndThenOnlyWhatIsSelected() {
        bought();

        Answer asked = Answer.of(home, "cache", "clear", "--job", "greet", "--older-than", "1d");
        Answer other = Answer.of(home, "cache", "clear", "--model", "openai/other", "--yes");
        Answer done = Answer.of(home, "cache", "clear", "--job", "greet", "--older-than", "1d", "--yes", "--json");

        assertThat(asked.exit()).isEqualTo(4);
        assertThat(asked.err()).contains("the replies of job greet older than 1d", "--yes", "cache export");
        assertThat(other.out()).isEqualTo("removed 0 replies\n");
        assertThat(done.out()).contains("\"removed\" : 2");
        assertThat(Answer.of(home, "cache").out()).contains("replies      0");
        assertThat(Answer.of(elsewhere, "cache", "clear", "--yes").out()).isEqualTo("removed 0 replies\n");
    }

    @Test
    void keepsRepliesWhoseReceiptIsStillThere() throws IOException {
        bought();
        Files.createDirectories(home.resolve("outbox/greet"));
        Files.writeString(
                home.resolve("outbox/greet/one.run.json"), "{\"run\": \"one\", \"input\": {\"file\": \"one.csv\"}}");

        assertThat(Answer.of(home, "cache", "clear", "--yes").out()).isEqualTo("removed 0 replies\n");
    }

    @Test
    void whatChangesTheLedgerWaitsForTheProcessAtWork() throws IOException {
        Path file = Files.createFile(elsewhere.resolve("none.jsonl"));
        try (LedgerHome busy = new LedgerHome(home)) {
            busy.running("one", 1);

            Answer cleared = Answer.of(home, "cache", "clear", "--yes", "--set", "cama.handover.wait=100ms");
            Answer imported = Answer.of(home, "cache", "import", file.toString());

            assertThat(cleared.exit()).isEqualTo(75);
            assertThat(cleared.err()).contains("holds " + home + " and does not answer within 100 ms");
            assertThat(imported.exit()).isEqualTo(75);
        }
    }

    @Test
    void aLineThatIsNoSoundReplyIsSkippedNamedAndCounted() throws IOException {
        Path file = Files.writeString(elsewhere.resolve("mixed.jsonl"), "\nno JSON\n" + line() + "\n{}\n");

        Answer answer = Answer.of(home, "cache", "import", file.toString());

        assertThat(answer.exit()).isEqualTo(65);
        assertThat(answer.out()).startsWith("1 new, 0 here already, 2 bad lines skipped\n");
        assertThat(answer.err())
                .contains("mixed.jsonl:2: this is no exported reply, skipped", "mixed.jsonl:4: ")
                .doesNotContain("mixed.jsonl:3:");
        assertThat(Answer.of(home, "cache", "import", file.toString(), "--json").out())
                .contains("\"known\" : 1", "\"skipped\" : 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"hash\":\"0              | \"hash\":\"         | hash is not",
                "\"hash\":\"0              | \"hash\":\"G        | hash is not",
                "\"status\":200           | \"status\":500     | status is 500",
                "\"inputTokens\":1        | \"inputTokens\":-1 | inputTokens are -1",
                "\"inputTokens\":1        | \"inputTokens\":1000000001 | inputTokens are 1000000001",
                "\"outputTokens\":2       | \"outputTokens\":-2 | outputTokens are -2",
                "\"cost\":3               | \"cost\":-3        | cost is -3",
                "\"cost\":3               | \"cost\":100000000000001 | cost is 100000000000001",
                "\"model\":\"openai/m\"   | \"model\":\"m\"    | model is not provider/model",
                "\"body\":\"\"            | \"served\":null    | body is missing",
                "2026-01-01T           | May                | answered is no instant",
                "2026-01-01T           | 1969-12-31T        | answered is not within",
                "2026-01-01T           | +10000-01-01T      | answered is not within",
            })
    void whatNoLedgerCouldHaveWrittenIsNotTakenIn(String right, String wrong, String says) throws IOException {
        assertThat(line()).contains(right);
        Path file = Files.writeString(elsewhere.resolve("bad.jsonl"), line().replace(right, wrong));

        Answer answer = Answer.of(home, "cache", "import", file.toString());

        assertThat(answer.exit()).isEqualTo(65);
        assertThat(answer.err()).contains("bad.jsonl:1: ", says);
        assertThat(Answer.of(home, "cache").out()).contains("replies      0");
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsRefused() throws IOException {
        Path noText = Files.write(elsewhere.resolve("a.jsonl"), new byte[] {(byte) 0xff, (byte) 0xfe});

        Answer answer = Answer.of(home, "cache", "import", noText.toString());

        assertThat(answer.exit()).isEqualTo(65);
        assertThat(answer.err()).contains("a.jsonl: it is not UTF-8");
        assertThat(Answer.of(home, "cache", "import", home.resolve("none").toString())
                        .exit())
                .isEqualTo(66);
    }

    private static String line() {
        return "{\"hash\":\"" + "0".repeat(64)
                + "\",\"job\":\"j\",\"prompt\":\"p\",\"model\":\"openai/m\",\"status\":200,\"body\":\"\",\"inputTokens\":1,"
                + "\"outputTokens\":2,\"cost\":3,\"answered\":\"2026-01-01T00:00:00Z\"}";
    }
}
