package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** {@code 10-inbox}: claims, never modifies, is neither led outside nor blocked. */
class InboxRouteTest extends FlowTestSupport {
    private Path drop(String job, String name, String text) throws Exception {
        Path file = home.resolve("inbox").resolve(job).resolve(name);
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling("." + name);
        Files.writeString(part, text);
        return Files.move(part, file);
    }

    private static void appears(Path file) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file));
    }

    @Test
    void aDroppedFileIsAnsweredAndKeptUnchanged() throws Exception {
        drop("plain", "words.csv", "word\napple\n");

        appears(home.resolve("outbox/plain/words.run.json"));
        appears(home.resolve("done/plain/words.csv"));
        assertThat(home.resolve("done/plain/words.csv")).hasContent("word\napple\n");
        assertThat(home.resolve("outbox/plain/words.json")).exists();
        assertThat(home.resolve("inbox/plain")).isEmptyDirectory();
    }

    @Test
    void aFileUnderNoJobIsRejectedWithTheJobsThereAre() throws Exception {
        drop("nosuch", "words.csv", "word\napple\n");

        appears(home.resolve("rejected/nosuch/words.csv"));
        assertThat(home.resolve("rejected/nosuch/words.csv.reason.txt"))
                .content()
                .contains("nosuch", "plain");
    }

    @Test
    void aFileThatCannotBeReadIsRejectedWithTheReason() throws Exception {
        drop("plain", "words.csv", "word,word\napple,pear\n");

        appears(home.resolve("rejected/plain/words.csv"));
        assertThat(home.resolve("rejected/plain/words.csv.reason.txt"))
                .content()
                .contains("word");
    }

    @Test
    void aLinkIsNeverFollowed() throws Exception {
        Path secret = Files.writeString(home.resolve("secret.csv"), "word\nsecret\n");
        Files.createDirectories(home.resolve("inbox/plain"));
        Files.createSymbolicLink(home.resolve("inbox/plain/link.csv"), secret);
        drop("plain", "words.csv", "word\napple\n");

        appears(home.resolve("outbox/plain/words.run.json"));
        appears(home.resolve("rejected/plain/link.csv.reason.txt"));
        assertThat(secret).exists();
        assertThat(endpoint.calls()).extracting(ScriptedEndpoint.Call::asked).containsOnly("apple");
    }

    @Test
    void aLinkToAFolderIsNeverFollowed() throws Exception {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("private.csv"), "word\nsecret\n");
        Files.createDirectories(home.resolve("inbox"));
        Files.createSymbolicLink(home.resolve("inbox/twostep"), elsewhere);
        drop("plain", "words.csv", "word\napple\n");

        appears(home.resolve("outbox/plain/words.run.json"));
        assertThat(elsewhere.resolve("private.csv")).exists();
        assertThat(endpoint.calls()).extracting(ScriptedEndpoint.Call::asked).containsOnly("apple");
    }

    @Test
    void aNameWithoutRoomForTheOutputsEndingsIsRejectedBeforeAnythingIsPaid() throws Exception {
        String name = "n".repeat(210) + ".csv";
        drop("plain", name, "word\napple\n");

        appears(home.resolve("rejected/plain/" + name));
        assertThat(endpoint.calls()).isEmpty();
    }

    @Test
    void aPipeBlocksNobody() throws Exception {
        Files.createDirectories(home.resolve("inbox/plain"));
        assertThat(new ProcessBuilder(
                                "mkfifo", home.resolve("inbox/plain/a.csv").toString())
                        .start()
                        .waitFor())
                .isZero();
        drop("plain", "words.csv", "word\napple\n");

        appears(home.resolve("outbox/plain/words.run.json"));
        appears(home.resolve("rejected/plain/a.csv.reason.txt"));
    }

    @Test
    void anEmptyFileIsDoneWithEmptyOutputs() throws Exception {
        drop("plain", "empty.csv", "");

        appears(home.resolve("outbox/plain/empty.run.json"));
        assertThat(json(Files.readString(home.resolve("outbox/plain/empty.json"))))
                .isEmpty();
    }

    @Test
    void halfWrittenFilesAreLeftAlone() throws Exception {
        Path part = home.resolve("inbox/plain/words.csv.part");
        Files.createDirectories(part.getParent());
        Files.writeString(part, "word\napp");
        drop("plain", "other.csv", "word\npear\n");

        appears(home.resolve("outbox/plain/other.run.json"));
        assertThat(part).hasContent("word\napp");
    }

    @Test
    void aFileWrittenToAfterItsClaimBeginsAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        endpoint.script(call -> {
            asked.countDown();
            try {
                written.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ScriptedEndpoint.Answer.says("{\"said\":\"x\"}");
        });
        drop("plain", "words.csv", "word\nearly\n");
        asked.await();
        Path claimed = Path.of(ledger.runs(1).get(0).source());
        Files.writeString(claimed, "late\n", StandardOpenOption.APPEND);
        written.countDown();

        appears(home.resolve("done/plain/words.csv"));
        assertThat(json(Files.readString(home.resolve("outbox/plain/words.json"))))
                .hasSize(2);
    }
}
