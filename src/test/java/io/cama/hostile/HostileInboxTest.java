package io.cama.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.house.PlantedKey;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.routes.ScriptedEndpoint;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 27 to 66 of the fault matrix: every one of these lies in one inbox, and none of them holds up another. */
class HostileInboxTest {
    @TempDir
    private static Path folder;

    private static WatchedHome cama;

    @BeforeAll
    static void dropThemAll() throws Exception {
        cama = new WatchedHome(Files.createDirectory(folder.resolve("home")), Map.of());
        for (HostileRow row : HostileRows.all()) {
            if (canBeNamed(row.name())) {
                cama.drop("plain", row.name(), row.bytes());
            }
        }
    }

    @AfterAll
    static void close() {
        cama.close();
        assertThat(PlantedKey.traces(folder)).isEmpty();
    }

    private static boolean canBeNamed(String name) {
        return name.chars().allMatch(c -> c < 128)
                || System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8");
    }

    static Stream<HostileRow> rows() {
        return HostileRows.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void endsAsItShould(HostileRow row) throws Exception {
        assumeTrue(canBeNamed(row.name()), "this Java cannot write such names: start it with LC_ALL=C.UTF-8");
        if (row.isRejected()) {
            Path rejected = cama.home().resolve("rejected/plain");
            String kept = row.name().length() > 230
                    ? "n".repeat(60)
                    : row.name().replace('\n', '_').replace('\u001b', '_');
            assertThat(cama.reason("plain", kept)).contains(row.says());
            assertThat(rejected.resolve(kept)).hasBinaryContent(row.bytes());
            return;
        }
        JsonNode receipt = cama.receipt("plain", row.name());
        assertThat(receipt.at("/counts/ok").asInt()).isEqualTo(row.ok());
        assertThat(receipt.at("/counts/dead").asInt()).isEqualTo(row.dead());
        assertThat(receipt.at("/counts/rows").asInt()).isEqualTo(row.ok() + row.dead());
        if (row.dead() > 0) {
            assertThat(cama.output("plain", row.name(), ".dead.jsonl").replace("\\\\u", "\\u"))
                    .contains(row.says());
        }
        if (row.holds() != null) {
            assertThat(cama.output("plain", row.name(), ".json")).contains(row.holds());
        }
        Path done = cama.home().resolve("done/plain").resolve(row.name());
        WatchedHome.until(() -> Files.exists(done));
        assertThat(done).hasBinaryContent(row.bytes());
    }

    @Test
    void formulasAreDisarmedInTablesOnlyAndOnTheWayOutToo() throws Exception {
        cama.receipt("plain", "r57.csv");

        assertThat(cama.output("plain", "r57.csv", ".csv")).contains("'=1+1", "'@SUM(A1)", "'=about it");
        assertThat(cama.output("plain", "r57.csv", ".json")).doesNotContain("'=");
    }

    @Test
    void whatAnItemSaysReachesTheModelLiterallyAndAsTheUser() throws Exception {
        cama.receipt("plain", "r66.csv");

        ScriptedEndpoint.Call call = cama.calls().stream()
                .filter(one -> one.asked().startsWith("Ignore all"))
                .findFirst()
                .orElseThrow();
        assertThat(call.asked()).isEqualTo(HostileRows.LITERAL);
        assertThat(call.body().path("messages"))
                .extracting(message -> message.path("role").asText())
                .containsExactly("system", "user");
    }

    @Test
    void row30LinksAreRejectedAndNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "word\nsecret\n");
        Files.createSymbolicLink(cama.inbox().resolve("r30-out.csv"), secret);
        Files.createSymbolicLink(cama.inbox().resolve("r30-broken.csv"), folder.resolve("nowhere"));
        Files.createSymbolicLink(cama.inbox().resolve("r30-loop.csv"), Path.of("r30-loop.csv"));

        for (String name : List.of("r30-out.csv", "r30-broken.csv", "r30-loop.csv")) {
            assertThat(cama.reason("plain", name)).contains("a link");
        }
        assertThat(secret).hasContent("word\nsecret\n");
        assertThat(cama.calls()).extracting(ScriptedEndpoint.Call::asked).doesNotContain("secret");
    }

    @Test
    void row31APipeAndASocketAreRejectedAndHoldUpNobody() throws Exception {
        Path home = cama.home();
        assumeTrue(
                new ProcessBuilder("sh", "-c", "mkfifo inbox/plain/r31-pipe.csv")
                                .directory(home.toFile())
                                .start()
                                .waitFor()
                        == 0,
                "no mkfifo here");
        Path aside = folder.resolve("s");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(aside));
            Files.move(aside, cama.inbox().resolve("r31-socket.csv"));
            cama.drop("plain", "r31-after.csv", "word\nafter\n");

            cama.receipt("plain", "r31-after.csv");
            assertThat(cama.reason("plain", "r31-pipe.csv")).contains("a pipe");
            assertThat(cama.reason("plain", "r31-socket.csv")).contains("a socket");
        }
    }

    @Test
    void row32AFolderNamedLikeAFileIsLeftAlone() throws Exception {
        Path strange = Files.createDirectory(cama.inbox().resolve("r32.csv"));
        Files.writeString(strange.resolve("inner.csv"), "word\ninner\n");
        cama.drop("plain", "r32-after.csv", "word\nfolder\n");

        cama.receipt("plain", "r32-after.csv");
        assertThat(strange.resolve("inner.csv")).exists();
    }

    @Test
    void aFileBesideTheJobsFoldersIsPutAsideWithTheirNames() throws Exception {
        Files.writeString(cama.home().resolve("inbox/stray.csv"), "word\nstray\n");

        assertThat(cama.reason("", "stray.csv")).contains("beside the jobs' folders", "plain");
        assertThat(cama.home().resolve("rejected/stray.csv")).hasContent("word\nstray\n");
    }

    @Test
    void aTableWithoutTheColumnOfTheKeyIsRejectedAsAWholeAndNamesThoseItHas() throws Exception {
        cama.drop("plain", "other-table.csv", "wort,sinn\nHaus,house\n");

        assertThat(cama.reason("plain", "other-table.csv")).contains("\"wort\", \"sinn\" and not \"word\"", "aliases:");
    }

    @Test
    void row33AFileWithAnotherNameIsCopiedSoThatNobodyCanWriteToOurs() throws Exception {
        Path other = Files.writeString(folder.resolve("other.csv"), "word\nlinked\n");
        Files.createLink(cama.inbox().resolve("r33.csv"), other);

        cama.receipt("plain", "r33.csv");
        Path done = cama.home().resolve("done/plain/r33.csv");
        WatchedHome.until(() -> Files.exists(done));
        Files.writeString(other, "word\nchanged\n");
        assertThat(done).hasContent("word\nlinked\n");
        assertThat(cama.inbox().resolve("r33.csv")).doesNotExist();
    }

    @Test
    void row39BytesThatAreNoTextArePutAsideUnderAnotherName() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "printf 'word\\nbytes\\n' > \"$(printf 'inbox/plain/r39-\\377.csv')\"")
                                .directory(cama.home().toFile())
                                .start()
                                .waitFor()
                        == 0,
                "this file system takes no such names");

        assertThat(cama.reason("plain", "r39-_.csv")).contains("no text in this process's locale");
    }

    @Test
    void row40AFileThatIsGoneBeforeItIsClaimedIsForgotten() throws Exception {
        for (int n = 0; n < 20; n++) {
            Files.deleteIfExists(cama.drop("plain", "r40-" + n + ".csv", "word\ngone " + n + "\n"));
        }
        cama.drop("plain", "r40-after.csv", "word\nstays\n");

        cama.receipt("plain", "r40-after.csv");
    }

    @Test
    void row41TheSameNameWithOtherBytesIsAnotherRunEvenWhileTheFirstIsWorkedOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        cama.behave(call -> {
            if (call.asked().equals("first")) {
                asked.countDown();
                hold(second);
            }
            return WatchedHome.says(call);
        });
        cama.drop("single", "r41.csv", "word\nfirst\n");
        hold(asked);
        cama.drop("single", "r41.csv", "word\nsecond\n");
        WatchedHome.until(() -> runsOf("r41.csv").size() == 2);
        second.countDown();

        WatchedHome.until(() -> runsOf("r41.csv").stream().allMatch(run -> run.state() == RunState.DONE));
        WatchedHome.until(() -> Files.exists(cama.home().resolve("done/single/r41-2.csv")));
        assertThat(cama.home().resolve("done/single/r41.csv")).exists();
    }

    @Test
    void row42TheSameBytesUnderAnotherNameCostNothing() throws Exception {
        cama.drop("single", "r42-one.csv", "word\nonce\n");
        cama.receipt("single", "r42-one.csv");
        cama.drop("single", "r42-two.csv", "word\nonce\n");

        assertThat(cama.receipt("single", "r42-two.csv").path("calls").asInt()).isZero();
        assertThat(cama.output("single", "r42-two.csv", ".jsonl"))
                .isEqualTo(cama.output("single", "r42-one.csv", ".jsonl"));
    }

    @Test
    void row43AnInboxThatVanishesAndComesBackIsWatchedOn() throws Exception {
        Path inbox = cama.home().resolve("inbox");
        Path aside = cama.home().resolve("unmounted");
        Files.move(inbox, aside);
        CountDownLatch looks = new CountDownLatch(1);
        assertThat(looks.await(300, TimeUnit.MILLISECONDS)).isFalse();
        if (Files.exists(inbox, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> left = Files.list(inbox)) {
                assertThat(left).isEmpty();
            }
            Files.delete(inbox);
        }
        Files.move(aside, inbox);
        cama.drop("plain", "r43.csv", "word\nback\n");

        cama.receipt("plain", "r43.csv");
    }

    @Test
    void row44WhatIsStillBeingWrittenIsLeftAlone() throws Exception {
        List<String> names = List.of("r44.csv.part", "r44.csv~", "r44.csv.crdownload", ".r44.csv", "r44.csv.tmp");
        for (String name : names) {
            Files.writeString(cama.inbox().resolve(name), "word\nhalf");
        }
        cama.drop("plain", "r44-after.csv", "word\nwhole\n");

        cama.receipt("plain", "r44-after.csv");
        assertThat(names)
                .allSatisfy(name -> assertThat(cama.inbox().resolve(name)).hasContent("word\nhalf"));
    }

    @Test
    void row28AFileCutShortWhileItIsReadBeginsAgainAsWhatItIsNow() throws Exception {
        whileWorkedOn("r28.csv", "word\nlong\nlonger\n", file -> Files.writeString(file, "word\nlong\n"));

        assertThat(cama.receipt("single", "r28.csv").at("/counts/rows").asInt()).isEqualTo(1);
        WatchedHome.until(() -> runsOf("r28.csv").stream().anyMatch(run -> run.state() == RunState.DONE));
        assertThat(runsOf("r28.csv"))
                .extracting(Run::state)
                .containsExactlyInAnyOrder(RunState.DONE, RunState.REJECTED);
    }

    @Test
    void row27AFileWrittenToAfterItsClaimBeginsAgainAndPaysForNothingTwice() throws Exception {
        whileWorkedOn("r27.csv", "word\nearly\n", file -> Files.writeString(file, "late\n", StandardOpenOption.APPEND));

        assertThat(cama.receipt("single", "r27.csv").at("/counts/rows").asInt()).isEqualTo(2);
        assertThat(cama.calls())
                .extracting(ScriptedEndpoint.Call::asked)
                .filteredOn(asked -> asked.equals("early") || asked.equals("late"))
                .containsExactly("early", "late");
    }

    @Test
    void row29AFileReplacedByARenameIsReadAsItWasClaimed() throws Exception {
        whileWorkedOn("r29.csv", "word\nmine\n", file -> cama.drop("single", "r29.csv", "word\ntheirs\n"));

        WatchedHome.until(() -> runsOf("r29.csv").size() == 2
                && runsOf("r29.csv").stream().allMatch(run -> run.state() == RunState.DONE));
        assertThat(cama.calls()).extracting(ScriptedEndpoint.Call::asked).contains("mine", "theirs");
    }

    @Test
    void aFileWhoseTimeIsYetToComeIsTakenAllTheSame() throws Exception {
        Path part = Files.writeString(cama.inbox().resolve(".future"), "word\nfuture\n");
        Files.setLastModifiedTime(part, FileTime.from(Instant.now().plus(300, ChronoUnit.DAYS)));
        Files.move(part, cama.inbox().resolve("future.csv"));

        assertThat(cama.receipt("plain", "future.csv").at("/counts/ok").asInt()).isEqualTo(1);
    }

    /** What somebody does to the claimed file. */
    private interface Meddling {
        void with(Path file) throws IOException;
    }

    private static void whileWorkedOn(String name, String text, Meddling meddling) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        cama.behave(call -> {
            asked.countDown();
            hold(done);
            return WatchedHome.says(call);
        });
        cama.drop("single", name, text);
        hold(asked);
        meddling.with(Path.of(cama.run(name).orElseThrow().source()));
        done.countDown();
    }

    private static List<Run> runsOf(String name) {
        return cama.ledger().runs(1000).stream()
                .filter(run -> run.input().equals(name))
                .toList();
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
