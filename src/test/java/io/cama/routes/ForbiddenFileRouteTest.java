package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cama.house.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code 10-inbox} with files that this process may not read, which root always may. */
@DisabledOnOs(OS.WINDOWS)
class ForbiddenFileRouteTest extends FlowTestSupport {
    private static void appears(Path file) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file));
    }

    private static void closed(Path file, String rights) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        assumeFalse(Files.isReadable(file) && Files.isWritable(file), "root may read everything");
    }

    @Test
    void aFileThatThisProcessMayNotReadIsRejectedWithTheReason() throws Exception {
        Path part = home.resolve("inbox/plain/.words.csv");
        Files.createDirectories(part.getParent());
        Files.writeString(part, "word\napple\n");
        closed(part, "---------");
        Files.move(part, part.resolveSibling("words.csv"));

        appears(home.resolve("rejected/plain/words.csv"));
        assertThat(home.resolve("rejected/plain/words.csv.reason.txt"))
                .content()
                .contains("may not read it");
    }

    @Test
    void aFileThatCannotBeReadOnceItIsClaimedIsRejectedToo() throws Exception {
        Path claimed = home.resolve("work/in-1/plain/words.csv");
        Files.createDirectories(claimed.getParent());
        Files.writeString(claimed, "word\napple\n");
        closed(claimed, "---------");

        assertThat(template.requestBody("direct:run-accept", flow.intake().submission(claimed)))
                .isNull();

        assertThat(home.resolve("rejected/plain/words.csv")).exists();
        assertThat(home.resolve("rejected/plain/words.csv.reason.txt"))
                .content()
                .contains("may not read it");
        assertThat(home.resolve("work/in-1")).doesNotExist();
    }

    @Test
    void aFileThatCanNeitherBeReadNorMovedStaysAndIsSaidOnce() throws Exception {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere/plain"));
        closed(Files.writeString(elsewhere.resolve("words.csv"), "word\n"), "---------");
        Path folder = home.resolve("inbox/plain");
        Files.createDirectories(folder.getParent());
        Files.deleteIfExists(folder);
        try (LogLines lines = new LogLines("io.cama.flow.intake")) {
            // Under a name of its own while its rights are taken, since a folder without them cannot be moved.
            Files.move(elsewhere, folder.resolveSibling(".plain"));
            closed(folder.resolveSibling(".plain"), "r-x------");
            Files.move(folder.resolveSibling(".plain"), folder);
            await().atMost(Duration.ofSeconds(20)).until(() -> !lines.said().isEmpty());
            Path other = Files.createDirectories(home.resolve("inbox/twostep"));
            Files.writeString(other.resolve(".words.csv"), "word\napple\n");
            Files.move(other.resolve(".words.csv"), other.resolve("words.csv"));
            appears(home.resolve("outbox/twostep/words.run.json"));
            assertThat(lines.said()).singleElement().asString().contains("so it stays");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        appears(home.resolve("rejected/plain/words.csv"));
    }
}
