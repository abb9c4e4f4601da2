package io.cama.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.faults.disk.FaultyDisk;
import io.cama.faults.disk.Strike;
import io.cama.flow.intake.Home;
import io.cama.flow.publish.EarlierRun;
import io.cama.model.Disk;
import io.cama.model.LocalFault;
import io.cama.output.OutputJob;
import io.cama.output.Publisher;
import io.cama.output.Publisher.Published;
import io.cama.output.Row;
import io.cama.output.value.ContentDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The n-th thing done to a file fails or is the last, for every n until there is none: without strace, in a moment. */
@DisabledOnOs(OS.WINDOWS)
class FileFaultsTest {
    private static final List<String> FORMATS = List.of("json", "jsonl", "tsv", "csv");

    private static final String OLD = "0a0a0a0a0a0a";
    private static final String NEW = "1b1b1b1b1b1b";
    private static final String RECEIPT = "sha256";

    /** More steps than anything here takes; who comes so far has found no end. */
    private static final int TOO_MANY = 500;

    @TempDir
    private Path folder;

    @FunctionalInterface
    private interface Work {
        void on(Path folder) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Strike.Kind.class)
    void anOutputIsTheOldOneOrTheNewOneWhateverFails(Strike.Kind kind) throws IOException {
        Set<String> old = Set.copyOf(publish(Files.createDirectory(folder.resolve("old")), "old"));
        Set<String> fresh = Set.copyOf(publish(Files.createDirectory(folder.resolve("fresh")), "fresh"));
        boolean more = true;
        int n = 1;
        for (; more; n++) {
            Path outbox = Files.createDirectory(folder.resolve("outbox" + n));
            publish(outbox, "old");
            more = struck(outbox, kind, n, faulty -> publish(faulty, "fresh"));

            assertThat(contents(outbox, "words"))
                    .as("n = %d", n)
                    .hasSize(FORMATS.size())
                    .allMatch(text -> old.contains(text) || fresh.contains(text));
            assertThat(publish(outbox, "fresh")).as("n = %d", n).containsExactlyInAnyOrderElementsOf(fresh);
            assertThat(contents(outbox, "")).as("left behind, n = %d", n).hasSize(FORMATS.size());
        }
        assertThat(n).isBetween(FORMATS.size() * 4, TOO_MANY);
    }

    @ParameterizedTest
    @EnumSource(Strike.Kind.class)
    void aReplacedFileIsTheOldOneOrTheNewOneWhateverFails(Strike.Kind kind) throws IOException {
        boolean more = true;
        int n = 1;
        for (; more; n++) {
            Path place = Files.createDirectory(folder.resolve("place" + n));
            Files.writeString(place.resolve("note"), "old");
            more = struck(place, kind, n, faulty -> Disk.replace(faulty.resolve("note"), "fresh".getBytes(UTF_8)));

            String left = Files.readString(place.resolve("note"));
            assertThat(left).as("n = %d", n).isIn(more ? Set.of("old", "fresh") : Set.of("fresh"));
        }
        assertThat(n).as("steps that can fail").isBetween(5, TOO_MANY);
    }

    @ParameterizedTest
    @EnumSource(Strike.Kind.class)
    void everyReceiptSeesItsFilesAndNoRunLosesAnyWhateverFailsWhileOneIsSetAside(Strike.Kind kind) throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        publishRun(alone, OLD);
        List<String> old = contents(alone, "words.").stream()
                .filter(text -> !text.contains(RECEIPT))
                .toList();
        boolean more = true;
        int n = 1;
        for (; more; n++) {
            Path outbox = Files.createDirectory(folder.resolve("outbox" + n));
            publishRun(outbox, OLD);
            more = struck(outbox, kind, n, faulty -> publishRun(faulty, NEW));

            everyReceiptTellsTheTruth(outbox, n);
            assertThat(contents(outbox, "words")).as("n = %d", n).containsAll(old);
            publishRun(outbox, NEW);
            everyReceiptTellsTheTruth(outbox, n);
            assertThat(contents(outbox, "words")).as("n = %d", n).containsAll(old);
            assertThat(contents(outbox, "")).as("left behind, n = %d", n).hasSize(2 * (FORMATS.size() + 1));
        }
        assertThat(n).isBetween(FORMATS.size() * 7, TOO_MANY);
    }

    @ParameterizedTest
    @EnumSource(Strike.Kind.class)
    void noReceiptIsSeenBesideFilesItDoesNotListWhileItsRunIsPublishedAgain(Strike.Kind kind) throws IOException {
        boolean more = true;
        int n = 1;
        for (; more; n++) {
            Path outbox = Files.createDirectory(folder.resolve("outbox" + n));
            publishRun(outbox, OLD, "before it was mended");
            more = struck(outbox, kind, n, faulty -> publishRun(faulty, OLD, "mended"));

            everyReceiptTellsTheTruth(outbox, n);
            publishRun(outbox, OLD, "mended");
            everyReceiptTellsTheTruth(outbox, n);
            assertThat(contents(outbox, "")).as("n = %d", n).hasSize(FORMATS.size() + 1);
            assertThat(contents(outbox, "words.json")).as("n = %d", n).allMatch(text -> text.contains("mended"));
        }
        assertThat(n).isBetween(FORMATS.size() * 4, TOO_MANY);
    }

    @ParameterizedTest
    @EnumSource(Strike.Kind.class)
    void anInputIsInOnePlaceAndWholeWhateverFails(Strike.Kind kind) throws IOException {
        boolean more = true;
        int n = 1;
        for (; more; n++) {
            Path home = Files.createDirectory(folder.resolve("home" + n));
            Path inbox = Files.createDirectories(home.resolve("inbox/job"));
            Files.writeString(inbox.resolve("words.csv"), "word\na\n");
            more = struck(home, kind, n, faulty -> {
                Home there = new Home(faulty);
                there.done(there.claim(faulty.resolve("inbox/job/words.csv"), "job"), "job");
            });

            assertThat(contents(home, "words")).as("n = %d", n).containsExactly("word\na\n");
            Home sound = new Home(home);
            List<Path> orphans = sound.orphans(Set.of());
            boolean waits = Files.exists(inbox.resolve("words.csv"));
            boolean done = Files.exists(home.resolve("done/job/words.csv"));
            assertThat((waits ? 1 : 0) + orphans.size() + (done ? 1 : 0))
                    .as("n = %d", n)
                    .isEqualTo(1);
        }
        assertThat(n).isBetween(6, TOO_MANY);
    }

    @ParameterizedTest
    @EnumSource(Strike.Kind.class)
    void aRejectedInputIsNeverLostWhateverFails(Strike.Kind kind) throws IOException {
        boolean more = true;
        for (int n = 1; more && n < TOO_MANY; n++) {
            Path home = Files.createDirectory(folder.resolve("home" + n));
            Path inbox = Files.createDirectories(home.resolve("inbox/job"));
            Files.writeString(inbox.resolve("words.csv"), "word\na\n");
            more = struck(home, kind, n, faulty -> new Home(faulty)
                    .reject(faulty.resolve("inbox/job/words.csv"), "job", "it cannot be read"));
            if (Files.exists(inbox.resolve("words.csv"))) {
                new Home(home).reject(inbox.resolve("words.csv"), "job", "it cannot be read");
            }

            Path rejected = home.resolve("rejected/job");
            assertThat(contents(home, "words")).as("n = %d", n).contains("word\na\n", "it cannot be read\n");
            assertThat(rejected)
                    .as("n = %d", n)
                    .isDirectoryContaining("glob:**/words*.csv")
                    .isDirectoryContaining("glob:**/words*.csv.reason.txt");
        }
    }

    /** Does it on a disk that strikes; whether the strike came. */
    private static boolean struck(Path folder, Strike.Kind kind, int n, Work work) throws IOException {
        Strike strike = new Strike(kind, n);
        try {
            work.on(FaultyDisk.folder(folder, strike));
        } catch (LocalFault | IOException | UncheckedIOException | Strike.Died failed) {
            assertThat(strike.struck()).as("failed by itself: " + failed).isTrue();
        }
        return strike.struck();
    }

    /** Publishes three rows and says what then lies in the outbox. */
    private static List<String> publish(Path outbox, String word) throws IOException {
        List<Row> rows = IntStream.rangeClosed(1, 3)
                .mapToObj(row -> new Row(row, Map.of("word", word + row)))
                .toList();
        var job = new OutputJob("job", List.of("word"), null, present -> Map.of());
        new Publisher(outbox).publish("words", "run1", FORMATS, job, () -> iterator(rows));
        return contents(outbox, "words");
    }

    /** Publishes a run and its receipt; another one's files make room. */
    private static void publishRun(Path outbox, String run) throws IOException {
        publishRun(outbox, run, run);
    }

    private static void publishRun(Path outbox, String run, String word) throws IOException {
        List<Row> rows = List.of(new Row(1, Map.of("word", word)));
        var job = new OutputJob("job", List.of("word"), null, present -> Map.of());
        Publisher publisher = new Publisher(outbox);
        List<Published> outputs = publisher.publish("words", run, FORMATS, job, () -> iterator(rows), () -> {
            for (EarlierRun.Step step : EarlierRun.makeRoom(outbox, "words", run)) {
                step.take();
            }
        });
        Map<String, Object> receipt = Map.of(
                "run",
                run,
                "input",
                Map.of("file", "words.csv"),
                "outputs",
                outputs.stream()
                        .map(output ->
                                Map.of("file", String.valueOf(output.file().getFileName()), RECEIPT, output.sha256()))
                        .toList());
        publisher.publishText("words.run.json", run, out -> out.write(new ObjectMapper().writeValueAsBytes(receipt)));
    }

    private static void everyReceiptTellsTheTruth(Path outbox, int n) throws IOException {
        for (String text : contents(outbox, "words.")) {
            if (text.contains(RECEIPT)) {
                for (JsonNode output : new ObjectMapper().readTree(text).path("outputs")) {
                    Path file = outbox.resolve(output.path("file").asText());
                    assertThat(file).as("n = %d", n).isRegularFile();
                    assertThat(ContentDigest.ofFile(file))
                            .as("n = %d, %s", n, file)
                            .isEqualTo(output.path(RECEIPT).asText());
                }
            }
        }
    }

    private static Iterator<Row> iterator(List<Row> rows) {
        return rows.iterator();
    }

    private static List<String> contents(Path folder, String begin) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(begin))
                    .map(FileFaultsTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
