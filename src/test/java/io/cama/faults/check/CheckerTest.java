package io.cama.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sound run is left as it is found; each planted fault is found. */
class CheckerTest {
    @TempDir
    private Path folder;

    private Path input;
    private Path outbox;
    private Path calls;

    /** Four rows: three results, one dead letter, four calls. */
    @BeforeEach
    void aSoundRun() throws IOException {
        input = Files.writeString(folder.resolve("words.csv"), "number,word\n1,one\n2,\"t,w\"\"o\"\n3,three\n4,four\n");
        outbox = Files.createDirectories(folder.resolve("home/outbox/job"));
        Files.createDirectories(folder.resolve("home/done/job"));
        Files.copy(input, folder.resolve("home/done/job/words.csv"));
        calls = Files.writeString(folder.resolve("calls.jsonl"), "");
        for (int row = 1; row <= 4; row++) {
            call("hash" + row, "" + row, 200);
        }
        String one = "{\"number\":\"1\",\"word\":\"one\",\"said\":\"x\"}";
        String two = "{\"number\":\"2\",\"word\":\"t,w\\\"o\",\"said\":\"x\"}";
        String four = "{\"number\":\"4\",\"word\":\"four\",\"said\":\"x\"}";
        write("words.jsonl", String.join("\n", one, two, four, ""));
        write("words.json", "[\n" + String.join(",\n", one, two, four) + "\n]\n");
        write("words.csv", "number,word\r\n1,one\r\n2,\"t,w\"\"o\"\r\n4,four\r\n");
        write("words.tsv", "number\tcard\n1\ta\n1\tb\n2\ta\n4\ta\n");
        write("words.dead.jsonl", "{\"position\":3,\"item\":{\"number\":\"3\"}}\n");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outbox.resolve("words.apkg")))) {
            zip.putNextEntry(new ZipEntry("collection"));
            zip.write(new byte[20_000]);
        }
        receipt("0");
    }

    private Judgement judge(long mostRepeats) throws IOException {
        return Checker.judge(new Evidence(
                input, "number", folder.resolve("home"), outbox, true, Papers.sha256(input), calls, mostRepeats));
    }

    private List<String> faults() throws IOException {
        return judge(0).faults();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(outbox.resolve(name), text);
    }

    private void replace(String name, String old, String fresh) throws IOException {
        String text = Files.readString(outbox.resolve(name));
        assertThat(text).contains(old);
        write(name, text.replace(old, fresh));
        receipt("0");
    }

    private void call(String hash, String term, int status) throws IOException {
        Files.writeString(
                calls,
                "{\"hash\":\"%s\",\"term\":\"%s\",\"status\":%d}%n".formatted(hash, term, status),
                StandardOpenOption.APPEND);
    }

    private void receipt(String twice) throws IOException {
        StringBuilder outputs = new StringBuilder();
        for (String format : List.of("jsonl", "json", "csv", "tsv", "apkg")) {
            Path file = outbox.resolve("words." + format);
            if (Files.exists(file)) {
                outputs.append(outputs.isEmpty() ? "" : ",")
                        .append("{\"format\":\"%s\",\"file\":\"words.%1$s\",\"rows\":%d,\"sha256\":\"%s\"}"
                                .formatted(format, format.equals("tsv") ? 4 : 3, Papers.sha256(file)));
            }
        }
        write(
                "words.run.json",
                "{\"input\":{\"sha256\":\"%s\"},\"counts\":{\"rows\":4,\"ok\":3,\"dead\":1,\"skipped\":0},"
                                .formatted(Papers.sha256(input))
                        + "\"possiblyPaidTwice\":" + twice + ",\"outputs\":[" + outputs + "]}\n");
    }

    @Test
    void aSoundRunHasNoFault() throws IOException {
        Judgement judgement = judge(0);

        assertThat(judgement.faults()).isEmpty();
        assertThat(judgement.line()).startsWith("4 rows = 3 results + 1 dead; 4 calls, 0 repeated, 0 listed; sound");
    }

    @Test
    void aLostRowIsFound() throws IOException {
        replace("words.dead.jsonl", "3", "4");

        assertThat(faults()).anyMatch(fault -> fault.contains("1 rows have no end") && fault.endsWith(": 3"));
    }

    @Test
    void aRowThatIsResultAndDeadLetterIsFound() throws IOException {
        replace("words.dead.jsonl", "3", "4");

        assertThat(faults()).contains("1 rows are result and dead letter: 4");
    }

    @Test
    void aRowThatIsThereTwiceIsFound() throws IOException {
        replace("words.jsonl", "{\"number\":\"4\",\"word\":\"four\"", "{\"number\":\"2\",\"word\":\"t,w\\\"o\"");

        assertThat(faults()).contains("words.jsonl holds row 2 twice");
    }

    @Test
    void aDeadLetterThatIsThereTwiceIsFound() throws IOException {
        write("words.dead.jsonl", "{\"position\":3}\n{\"position\":3}\n");

        assertThat(faults()).contains("row 3 is a dead letter twice");
    }

    @Test
    void disorderIsFound() throws IOException {
        replace("words.tsv", "1\tb\n2\ta", "2\ta\n1\tb");

        assertThat(faults()).containsExactly("words.tsv is out of order: row 1 after row 2");
    }

    @Test
    void deadLettersOutOfOrderAreFound() throws IOException {
        write("words.dead.jsonl", "{\"position\":3}\n{\"position\":2}\n");

        assertThat(faults()).contains("the dead letters are out of order: row 2 after row 3");
    }

    @Test
    void anAnswerBesideAnotherRowsFieldsIsFound() throws IOException {
        replace("words.jsonl", "four", "five");

        assertThat(faults()).anyMatch(fault -> fault.startsWith("words.jsonl has changed row 4"));
    }

    @Test
    void aRowNobodyGaveIsFound() throws IOException {
        replace("words.csv", "4,four", "9,four");

        assertThat(faults()).anyMatch(fault -> fault.startsWith("words.csv holds a row that was never given"));
    }

    @Test
    void outputsThatDisagreeAreFound() throws IOException {
        write("words.csv", "number,word\r\n1,one\r\n2,\"t,w\"\"o\"\r\n");

        assertThat(faults()).contains("words.csv does not hold the rows the other outputs hold");
    }

    @Test
    void tornFilesAreFoundInEveryFormat() throws IOException {
        for (String format : List.of("jsonl", "json", "csv", "tsv", "apkg", "dead.jsonl", "run.json")) {
            aSoundRunAgain();
            Path file = outbox.resolve("words." + format);
            byte[] whole = Files.readAllBytes(file);
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(whole, 0, whole.length - 3);
            }
            if (!format.equals("run.json")) {
                receipt("0");
            }

            assertThat(faults()).as(format).anyMatch(fault -> fault.contains("missing or torn"));
        }
    }

    private void aSoundRunAgain() throws IOException {
        Files.delete(folder.resolve("home/done/job/words.csv"));
        aSoundRun();
    }

    @Test
    void aFileThatIsNotTheReceiptsIsFound() throws IOException {
        write("words.csv", Files.readString(outbox.resolve("words.csv")).replace("one", "ONE"));

        assertThat(faults()).containsExactly("words.csv is not the file of the receipt");
    }

    @Test
    void deadLettersThatAreNotTheReceiptsAreFound() throws IOException {
        receipt("0,\"deadLetters\":{\"sha256\":\"%s\"}".formatted(Papers.sha256(outbox.resolve("words.dead.jsonl"))));
        assertThat(faults()).isEmpty();

        write("words.dead.jsonl", "{\"position\":3,\"item\":{}}\n");
        assertThat(faults()).containsExactly("the dead letters are not the file of the receipt");
    }

    @Test
    void anOutputThatIsGoneIsFound() throws IOException {
        Files.delete(outbox.resolve("words.tsv"));

        assertThat(faults()).anyMatch(fault -> fault.startsWith("words.tsv is missing or torn"));
    }

    @Test
    void aRunWithoutAReceiptIsFound() throws IOException {
        Files.delete(outbox.resolve("words.run.json"));

        assertThat(faults()).anyMatch(fault -> fault.startsWith("the receipt is missing or torn"));
    }

    @Test
    void countsThatDoNotHoldAreFound() throws IOException {
        replace("words.run.json", "}", "} ");
        write(
                "words.run.json",
                Files.readString(outbox.resolve("words.run.json")).replace("\"ok\":3", "\"ok\":4"));

        assertThat(faults()).containsExactly("the receipt counts 4 ok, there are 3");
    }

    @Test
    void anInputThatIsGoneIsFound() throws IOException {
        Files.delete(folder.resolve("home/done/job/words.csv"));

        assertThat(faults()).containsExactly("the input is in 0 places, unchanged: []");
    }

    @Test
    void anInputThatWasChangedIsFound() throws IOException {
        Files.writeString(folder.resolve("home/done/job/words.csv"), "\n", StandardOpenOption.APPEND);

        assertThat(faults()).containsExactly("the input is in 0 places, unchanged: []");
    }

    @Test
    void whatIsLeftLyingAboutIsFound() throws IOException {
        write(".words.jsonl.abc.tmp", "");

        assertThat(faults()).containsExactly("left in the outbox: [.words.jsonl.abc.tmp]");
    }

    @Test
    void moreRepeatsThanWereInFlightAreFound() throws IOException {
        call("hash1", "1", 200);
        call("hash2", "2", 200);
        call("hash3", "3", 500);
        receipt("2");

        assertThat(judge(2).faults()).isEmpty();
        assertThat(judge(1).faults()).anyMatch(fault -> fault.startsWith("2 calls were paid for twice, 1 may have"));
    }

    @Test
    void aRepeatTheReceiptDoesNotCountIsFound() throws IOException {
        call("hash1", "1", 200);

        assertThat(judge(1).faults()).containsExactly("1 calls were paid for twice, the receipt lists 0");
    }

    @Test
    void aRepeatThatIsNotInTheReceiptsListIsFound() throws IOException {
        call("hash1", "1", 200);
        receipt("1,\"possiblyPaidTwiceCalls\":{\"listed\":[{\"position\":1}]}");
        assertThat(judge(1).faults()).isEmpty();

        receipt("1,\"possiblyPaidTwiceCalls\":{\"listed\":[{\"position\":2}]}");
        assertThat(judge(1).faults())
                .anyMatch(fault -> fault.startsWith("paid for twice and not in the receipt's list"));
    }
}
