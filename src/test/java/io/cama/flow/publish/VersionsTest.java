package io.cama.flow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.flow.Keys;
import io.cama.flow.intake.Home;
import io.cama.flow.receipt.OutputNames;
import io.cama.flow.receipt.Receipt;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Job;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.output.value.ContentDigest;
import io.cama.pace.GateSettings;
import io.cama.pace.Gates;
import io.cama.prompt.PromptFolder;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one input's name: none of them ever loses a byte of its outputs to the other. */
class VersionsTest {
    private static final Instant MORNING = Instant.parse("2026-01-01T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String OLD = "0a0a0a0a0a0a";
    private static final String NEW = "1b1b1b1b1b1b";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @TempDir
    private Path home;

    private Path outbox;
    private Ledger ledger;
    private ActiveRuns active;
    private PublishSteps publish;

    @BeforeEach
    void open() {
        outbox = home.resolve("outbox");
        ledger = SqliteLedger.open(home.resolve("work/ledger.db"), Clock.systemUTC(), GroupCommit.DEFAULT);
        active = new ActiveRuns(ledger, new Gates(TimeMeter.SYSTEM_NANOTIME, Clock.systemUTC(), GateSettings.DEFAULTS));
        publish = new PublishSteps(ledger, active, new Home(home), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** A run of words.csv with one good row and one dead one, ready to be published. */
    private void run(String id, Instant given) {
        ledger.accept(new Run(
                id,
                "plain",
                "words.csv",
                id,
                "00",
                home.resolve("work").resolve(id).resolve("words.csv").toString(),
                outbox.toString(),
                0,
                null,
                Terms.USUAL,
                0,
                0,
                0,
                RunState.ACCEPTED,
                false,
                1,
                0,
                null,
                false,
                given,
                null,
                null,
                null));
        Run taken = ledger.takeAccepted(one -> one.id().equals(id)).orElseThrow();
        if (ledger.highWater(id) == 0) {
            ledger.add(id, List.of(NewItem.pending(1, 2, "{}"), NewItem.pending(2, 3, "{}")));
            ledger.loaded(id);
            ledger.ok(id, 1, "{\"of\":\"" + id + "\"}", List.of());
            ledger.dead(id, 2, Reason.REFUSED, "no");
        }
        active.begin(taken, new Job("plain", List.of(), List.of("json", "tsv"), 1, home), new PromptFolder(home));
    }

    private Exchange exchange(String id) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(Keys.RUN, id);
        return exchange;
    }

    private void publish(String id) throws Exception {
        Exchange exchange = exchange(id);
        publish.outputs(exchange);
        publish.deadLetters(exchange);
        publish.receipt(exchange);
        publish.done(exchange);
    }

    private void publishNew(String id, Instant given) throws Exception {
        run(id, given);
        publish(id);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(outbox)) {
            for (Path file : found.toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return files;
    }

    private void everyReceiptTellsTheTruth(String... names) throws IOException {
        for (String name : names) {
            JsonNode receipt = new ObjectMapper().readTree(Files.readAllBytes(OutputNames.receipt(outbox, name)));
            for (JsonNode output : receipt.path("outputs")) {
                Path file = outbox.resolve(output.path("file").asText());
                assertThat(ContentDigest.ofFile(file))
                        .isEqualTo(output.path("sha256").asText());
            }
            Path dead = outbox.resolve(receipt.at("/deadLetters/file").asText());
            assertThat(dead).hasFileName(name + ".dead.jsonl");
            assertThat(ContentDigest.ofFile(dead))
                    .isEqualTo(receipt.at("/deadLetters/sha256").asText());
        }
    }

    @Test
    void theNewestRunHasThePlainNameAndTheEarlierOneKeepsItsFilesUnderItsOwn() throws Exception {
        publishNew(OLD, MORNING);
        Map<String, String> before = files();
        publishNew(NEW, NOON);

        Map<String, String> after = files();
        assertThat(after.keySet())
                .containsExactly(
                        "words.0a0a0a0a.dead.jsonl",
                        "words.0a0a0a0a.json",
                        "words.0a0a0a0a.run.json",
                        "words.0a0a0a0a.tsv",
                        "words.dead.jsonl",
                        "words.json",
                        "words.run.json",
                        "words.tsv");
        assertThat(after.get("words.0a0a0a0a.json"))
                .isEqualTo(before.get("words.json"))
                .contains(OLD);
        assertThat(after.get("words.json")).contains(NEW);
        everyReceiptTellsTheTruth("words", "words.0a0a0a0a");
    }

    @Test
    void anOlderRunPublishedAgainNeverTakesThePlaceOfANewerOne() throws Exception {
        publishNew(OLD, MORNING);
        publishNew(NEW, NOON);
        Map<String, String> before = files();
        ledger.retryDead(OLD, List.of());
        Run again = ledger.takeAccepted(run -> true).orElseThrow();
        ledger.ok(OLD, 2, "{\"of\":\"" + OLD + "\",\"mended\":true}", List.of());
        active.begin(again, new Job("plain", List.of(), List.of("json", "tsv"), 1, home), new PromptFolder(home));

        publish(OLD);

        Map<String, String> after = files();
        assertThat(after.get("words.0a0a0a0a.json")).contains("mended");
        assertThat(after).doesNotContainKey("words.0a0a0a0a.dead.jsonl");
        for (String name : List.of("words.json", "words.tsv", "words.dead.jsonl", "words.run.json")) {
            assertThat(after.get(name)).as(name).isEqualTo(before.get(name));
        }
    }

    @Test
    void anOldFileGivenAnewHasThePlainNameOnceMoreAndStandsNowhereTwice() throws Exception {
        publishNew(OLD, MORNING);
        publishNew(NEW, NOON);
        publishNew(OLD, NOON.plusSeconds(60));

        assertThat(files().keySet())
                .containsExactly(
                        "words.1b1b1b1b.dead.jsonl",
                        "words.1b1b1b1b.json",
                        "words.1b1b1b1b.run.json",
                        "words.1b1b1b1b.tsv",
                        "words.dead.jsonl",
                        "words.json",
                        "words.run.json",
                        "words.tsv");
        assertThat(files().get("words.json")).contains(OLD);
        everyReceiptTellsTheTruth("words", "words.1b1b1b1b");
    }

    @Test
    void aProcessThatDiesWhileItSetsFilesAsideLosesNone() throws Exception {
        for (int steps = 0; steps <= 12; steps++) {
            String old = OLD.replace("0a", "a" + Integer.toHexString(steps));
            String next = NEW.replace("1b", "b" + Integer.toHexString(steps));
            publishNew(old, MORNING.plusSeconds(100L * steps));
            Map<String, String> before = files();
            run(next, MORNING.plusSeconds(100L * steps + 50));
            List<EarlierRun.Step> all = EarlierRun.makeRoom(outbox, "words", next);
            assertThat(all).hasSize(11);
            for (EarlierRun.Step step : all.subList(0, Math.min(steps, all.size()))) {
                step.take();
                everyReceiptTellsTheTruth(receipts());
            }
            if (steps == 12) { // and dies between the first and the second of its own files
                Files.writeString(outbox.resolve("words.json"), "[\n{\"of\":\"" + next + "\"}\n]\n");
            }

            publish(next);

            String version = "words." + old.substring(0, 8);
            Map<String, String> after = files();
            for (String ending : List.of(".json", ".tsv", ".dead.jsonl")) {
                assertThat(after.get(version + ending)).as(version + ending).isEqualTo(before.get("words" + ending));
            }
            assertThat(after.get("words.json")).contains(next);
            everyReceiptTellsTheTruth("words", version);
        }
    }

    private String[] receipts() throws IOException {
        return files().keySet().stream()
                .filter(file -> file.endsWith(".run.json"))
                .map(file -> file.substring(0, file.length() - ".run.json".length()))
                .toArray(String[]::new);
    }

    @Test
    void whatWasSetAsideIsRemovedUnderItsFormerNameAfterADeathAndNothingElseIs() throws Exception {
        publishNew(OLD, MORNING);
        for (EarlierRun.Step step : EarlierRun.makeRoom(outbox, "words", NEW).subList(0, 7)) {
            step.take();
        }
        Files.writeString(outbox.resolve("words.jsonl"), "somebody's");
        assertThat(files()).containsKeys("words.tsv", "words.0a0a0a0a.tsv").doesNotContainKey("words.run.json");

        for (EarlierRun.Step step : EarlierRun.makeRoom(outbox, "words", NEW)) {
            step.take();
        }

        assertThat(files().keySet())
                .containsExactly(
                        "words.0a0a0a0a.dead.jsonl",
                        "words.0a0a0a0a.json",
                        "words.0a0a0a0a.run.json",
                        "words.0a0a0a0a.tsv",
                        "words.jsonl");
        everyReceiptTellsTheTruth("words.0a0a0a0a");
    }

    @Test
    void aReceiptThatNoRunCanHaveWrittenLeadsNowhereAndLosesNothing() throws Exception {
        String receipt = "{\"run\": \"%s\", \"input\": {\"file\": \"words.csv\"}, \"outputs\": [{\"file\": \"%s\"}]%s}";
        List<String> strange = List.of(
                receipt.formatted("x/../../", "words.json", ""),
                receipt.formatted("0A0A0A0A0A0A", "words.json", ""),
                receipt.formatted(OLD, "words./../../words.json", ""),
                receipt.formatted(OLD, "", ""),
                receipt.formatted(OLD, "words.json", ", \"format\": 2"),
                receipt.formatted(OLD, "words.json", ", \"deadLetters\": {\"file\": \"../words.dead.jsonl\"}"),
                "no receipt at all");
        for (int n = 0; n < strange.size(); n++) {
            outbox = Files.createDirectories(home.resolve("folder" + n + "/outbox"));
            Files.createDirectory(outbox.resolve("words.x"));
            Files.writeString(outbox.resolve("words.json"), "somebody's");
            Files.writeString(outbox.resolve("words.run.json"), strange.get(n));
            publishNew(NEW.replace("1b", "b" + n), NOON);

            assertThat(outbox.resolve("words.json")).as(strange.get(n)).hasContent("somebody's");
            assertThat(outbox.resolve("words.run.json")).hasContent(strange.get(n));
            assertThat(outbox.getParent()).isDirectoryNotContaining("glob:**.json");
            everyReceiptTellsTheTruth("words.csv");
        }
    }

    @Test
    void aVersionNeverTakesThePlaceOfAReceiptThatIsNotOurs() throws Exception {
        publishNew(OLD, MORNING);
        Files.writeString(outbox.resolve("words.0a0a0a0a.run.json"), "somebody's");
        Files.writeString(outbox.resolve("words.0a0a0a0a.json"), "somebody's");
        Files.writeString(outbox.resolve("words." + OLD + ".run.json"), "somebody's");

        publishNew(NEW, NOON);

        assertThat(outbox.resolve("words.0a0a0a0a.run.json")).hasContent("somebody's");
        assertThat(outbox.resolve("words.0a0a0a0a.json")).hasContent("somebody's");
        everyReceiptTellsTheTruth("words", "words." + OLD + "-2");
    }

    @Test
    void nothingIsSetAsideForARunThatCannotBePublished() throws Exception {
        publishNew(OLD, MORNING);
        Map<String, String> before = files();
        run(NEW, NOON);
        Files.createDirectory(outbox.resolve(".words.tsv." + NEW + ".tmp"));
        Files.createFile(outbox.resolve(".words.tsv." + NEW + ".tmp/in-the-way"));

        assertThatThrownBy(() -> publish.outputs(exchange(NEW))).isInstanceOf(LocalFault.class);

        assertThat(files(OLD)).isEqualTo(before);
    }

    private Map<String, String> files(String run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(outbox)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        assertThat(files.get("words.run.json")).contains(run);
        return files;
    }

    @Test
    void anOutputThatWouldLackARowIsNotPublished() throws Exception {
        run(OLD, MORNING);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("work/ledger.db"));
                Statement sql = connection.createStatement()) {
            sql.executeUpdate("UPDATE run SET ok = 2");
        }

        assertThatThrownBy(() -> publish.outputs(exchange(OLD)))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining("has 1 results where 2 were counted");

        assertThat(files()).isEmpty();
    }

    @Test
    void oneRunAtATimePublishesUnderAName() throws Exception {
        run(OLD, MORNING);
        run(NEW, NOON);
        Exchange first = exchange(OLD);
        publish.outputs(first);
        Exchange second = exchange(NEW);
        FutureTask<Void> publishing = new FutureTask<>(() -> {
            publish.outputs(second);
            return null;
        });
        Thread other = new Thread(publishing, "other");
        other.start();
        await().until(other::getState, state -> state == Thread.State.WAITING);
        publish.deadLetters(first);
        publish.receipt(first);
        publishing.get();
        publish.deadLetters(second);
        publish.receipt(second);

        assertThat(files().get("words.json")).contains(NEW);
        everyReceiptTellsTheTruth("words", "words.0a0a0a0a");
        assertThat(Receipt.file(ledger.run(OLD).orElseThrow())).hasFileName("words.0a0a0a0a.run.json");
    }
}
