package io.cama.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.output.Publisher.Published;
import io.cama.output.value.ContentDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherTest {
    private final OutputJob job = Samples.job(new Samples.HandClock());

    private final Path outbox;

    PublisherTest(@TempDir Path outbox) {
        this.outbox = outbox;
    }

    @Test
    void publishesEachFormatWithItsRowsAndDigest() throws IOException {
        List<Published> published = new Publisher(outbox.resolve("new"))
                .publish("words", "r1", List.of("json", "tsv", "json"), job, () -> Samples.rows()
                        .iterator());

        assertThat(published).extracting(Published::format).containsExactly("json", "tsv");
        assertThat(published).extracting(Published::rows).containsExactly(4L, 4L);
        assertThat(names(outbox.resolve("new"))).containsExactly("words.json", "words.tsv");
        assertThat(published.get(0).sha256()).isEqualTo(ContentDigest.ofFile(outbox.resolve("new/words.json")));
    }

    @Test
    void writesTheSameBytesEveryTime() throws IOException {
        var publisher = new Publisher(outbox);

        var first = publisher.publish(
                "a", "r1", Outputs.names(), job, () -> Samples.rows().iterator());
        var second = publisher.publish(
                "b", "r2", Outputs.names(), job, () -> Samples.rows().iterator());

        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).file()).hasSameBinaryContentAs(first.get(i).file());
            assertThat(second.get(i).sha256()).isEqualTo(first.get(i).sha256());
        }
    }

    @Test
    void keepsAllOldFilesWhenALaterFormatFails() throws IOException {
        Files.writeString(outbox.resolve("words.json"), "old json");
        Files.writeString(outbox.resolve("words.full"), "old full");
        var publisher = new Publisher(outbox, name -> name.equals("full") ? new FullDisk() : Outputs.named(name));

        assertThatThrownBy(() -> publisher.publish("words", "r1", List.of("json", "full"), job, () -> Samples.rows()
                        .iterator()))
                .isInstanceOfSatisfying(
                        LocalFault.class,
                        fault -> assertThat(fault.failure().reason()).isEqualTo(Reason.LOCAL_RESOURCE))
                .hasMessageContaining("No space left on device")
                .hasMessageContaining(outbox.toString());

        assertThat(outbox.resolve("words.json")).hasContent("old json");
        assertThat(outbox.resolve("words.full")).hasContent("old full");
        assertThat(names(outbox)).containsExactly("words.full", "words.json");
    }

    @Test
    void replacesAnOlderOutput() throws IOException {
        Files.writeString(outbox.resolve("words.json"), "old");

        new Publisher(outbox).publish("words", "r1", List.of("json"), job, () -> Samples.rows()
                .iterator());

        assertThat(outbox.resolve("words.json")).content().startsWith("[\n{\"position\":1,");
    }

    @Test
    void removesLeftoversOfTheSameRunOnly() throws IOException {
        Files.writeString(outbox.resolve(".words.apkg.r1.tmp.db"), "left");
        Files.writeString(outbox.resolve(".words.json.r1.tmp"), "left");
        Files.writeString(outbox.resolve(".words.json.r2.tmp"), "of another");

        new Publisher(outbox).publish("words", "r1", List.of("json"), job, () -> Samples.rows()
                .iterator());

        assertThat(names(outbox)).containsExactly(".words.json.r2.tmp", "words.json");
    }

    @Test
    void publishesAnyOtherFileInTheSameWay() throws IOException {
        Published published =
                new Publisher(outbox).publishText("words.run.json", "r1", out -> out.write("{}".getBytes(UTF_8)));

        assertThat(published.file()).isEqualTo(outbox.resolve("words.run.json")).hasContent("{}");
        assertThat(published.format()).isEqualTo("json");
        assertThat(names(outbox)).containsExactly("words.run.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "jsonl", "tsv", "csv", "md", "apkg"})
    void aWriterThatCorruptsWhatItWritesIsFoundOutBeforeTheFileHasItsName(String format) throws IOException {
        Files.writeString(outbox.resolve("words." + format), "the old one");

        for (BadWriter.Way way : BadWriter.Way.values()) {
            var publisher = new Publisher(outbox, name -> new BadWriter(Outputs.named(name), way));

            assertThatThrownBy(() -> publisher.publish("words", "r1", List.of(format), job, () -> Samples.rows()
                            .iterator()))
                    .as(way + " " + format)
                    .isInstanceOfSatisfying(
                            LocalFault.class,
                            fault -> assertThat(fault.failure().reason()).isEqualTo(Reason.LOCAL_RESOURCE))
                    .hasMessageContaining("words");
            assertThat(names(outbox)).containsExactly("words." + format);
            assertThat(outbox.resolve("words." + format)).hasContent("the old one");
        }
    }

    @Test
    void whatIsReadyIsDoneBetweenTheCheckedFilesAndTheirNames() throws IOException {
        List<String> seen = new ArrayList<>();

        new Publisher(outbox)
                .publish(
                        "words",
                        "r1",
                        List.of("json", "tsv"),
                        job,
                        () -> Samples.rows().iterator(),
                        () -> seen.addAll(names(outbox)));

        assertThat(seen).containsExactly(".words.json.r1.tmp", ".words.tsv.r1.tmp");
    }

    @Test
    void leavesNothingBehindWhenAWriterFails() throws IOException {
        assertThatThrownBy(() -> new Publisher(outbox).publishText("words.run.json", "r1", out -> {
                    out.write(new byte[100_000]);
                    throw new UncheckedIOException(new IOException("the ledger is gone"));
                }))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining("the ledger is gone");

        assertThat(names(outbox)).isEmpty();
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(outbox.resolve("file"), "no folder");

        assertThatThrownBy(() -> new Publisher(file).publish("words", "r1", List.of("json"), job, () -> Samples.rows()
                        .iterator()))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining("cannot publish words in " + file);
    }

    @Test
    void refusesNamesThatLeadOutOfTheOutbox() {
        for (String name : List.of("../words", "a/b", "a\\b", ".hidden", " ", "a\nb")) {
            assertThatThrownBy(
                            () -> new Publisher(outbox).publish(name, "r1", List.of("json"), job, () -> Samples.rows()
                                    .iterator()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void replacesALinkRatherThanWhatItLeadsTo() throws IOException {
        Path elsewhere = Files.writeString(outbox.resolve("elsewhere"), "keep me");
        Files.createSymbolicLink(outbox.resolve("words.json"), elsewhere);

        new Publisher(outbox).publish("words", "r1", List.of("json"), job, () -> Samples.rows()
                .iterator());

        assertThat(elsewhere).hasContent("keep me");
        assertThat(outbox.resolve("words.json")).isRegularFile();
    }

    @Test
    void closesTheRows() {
        var closed = new AtomicInteger();

        new Publisher(outbox).publish("words", "r1", List.of("json", "tsv"), job, () -> new ClosingRows(closed));

        assertThat(closed).hasValue(2);
    }

    @Test
    void managesNamesThatAreOddInAddresses() {
        var published = new Publisher(outbox.resolve("50% of? é"))
                .publish("what? #1 눈", "r1", List.of("apkg"), job, () -> Samples.rows()
                        .iterator());

        assertThat(published.get(0).file()).hasFileName("what? #1 눈.apkg").isNotEmptyFile();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
