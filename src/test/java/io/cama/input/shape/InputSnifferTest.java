package io.cama.input.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.input.options.Format;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputSnifferTest {
    private Path file = Path.of("input");

    @BeforeEach
    void placeFile(@TempDir Path folder) {
        file = folder.resolve("input");
    }

    private InputShape sniff(String name, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return InputSniffer.sniff(file, name, InputOptions.NONE);
    }

    private InputShape sniff(String name, String text) throws IOException {
        return sniff(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "words.CSV # a,b|1,2 # CSV",
                "words.csv # a-b|1-2 # CSV",
                "words.tab # a~b|1~2 # TSV",
                "words.tsv # a|1 # TSV",
                "words.csv # a~b|1~2 # TSV",
                "words.txt # a,b|1,2 # TEXT",
                "words.txt # [{\"a\": 1}] # TEXT",
                "words # a;b|1;2 # CSV",
                "words # a~b|1~2 # TSV",
                "words # a,b|1,2,3 # TEXT",
                "words # a,b # TEXT",
                "words # [{\"a\": 1}] # JSON",
                "words # {\"a\": 1}|{\"a\": 2} # JSONL",
                "words.csv # {\"a\": 1}|{\"a\": 2} # JSONL",
                "words.json # {\"a\": 1}|{\"a\": 2} # JSONL",
                "words.json # {\"a\": \"}{\\\"\"}|bad # JSONL",
                "words.json # {\"a\": [1]} # JSON",
                "words.json # {|\"rows\": [{}]} # JSON",
                "words.json # {\"rows\": [|{\"a\": 1}|]} # JSON",
                "words.json # {} {} # JSON",
                "words.ndjson # {\"a\": 1} # JSONL",
                "words.ndjson # {bad|{\"a\": 1} # JSONL",
                "words.jsonl # [{\"a\": 1}] # JSON",
                "words.jsonl # [1]|[2] # JSONL",
                "words.jsonl # 7 # JSONL",
                "words.json # 7 # JSON",
            })
    void knowsTheFormatByNameAndContent(String name, String text, Format format) throws IOException {
        assertThat(sniff(name, text.replace('|', '\n').replace('~', '\t')).format())
                .isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a,b;c|1,2;3 # ;",
                "a,b,c|1;1,2,3|4,5 # ,",
                "a;b|1,5;2,5 # ;",
                "a,note|1,\"x;y;z\"|2,\"p;q;r\" # ,",
                "a,b|1;2 # ,",
                "name|1,2 # ,",
            })
    void guessesTheDelimiterOutsideQuotes(String text, char delimiter) throws IOException {
        assertThat(sniff("x.csv", text.replace('|', '\n')).delimiter()).isEqualTo(delimiter);
    }

    @Test
    void looksAtEveryByteForTheCharset() throws IOException {
        byte[] bytes = ("term\n" + "사랑\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        bytes[600_003] = (byte) 0xff;

        assertThatThrownBy(() -> sniff("words.csv", bytes))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("byte 600,00")
                .hasMessageContaining("charset in input.yaml");
    }

    @Test
    void seesACharacterThatIsCutByTheReadBuffer() throws IOException {
        assertThat(sniff("x.csv", "x" + "가".repeat(50_000)).charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(sniff("x.txt", ("x" + "가나다 ".repeat(50_000)).getBytes(Charset.forName("x-windows-949")))
                        .charset())
                .isEqualTo(Charset.forName("x-windows-949"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "ISO-8859-2", "windows-1251", "ISO-8859-7", "Big5", "GBK", "EUC-JP"})
    void neverTakesAnotherCharsetForKorean(String charset) throws IOException {
        String text =
                switch (charset) {
                    case "windows-1251" -> "слово,значение\nпривет,мир\nдобрый день,хорошо\n";
                    case "ISO-8859-7" -> "λέξη,σημασία\nκαλημέρα,κόσμε\n";
                    case "Big5" -> "詞語,意思\n學校,我們今天去學校\n";
                    case "GBK" -> "词语,意思\n学校,我们今天去学校\n";
                    case "EUC-JP" -> "言葉,意味\n学校,今日は学校へ行きます\n";
                    default -> "Wörter,Bücher\nÄpfel,größe\nÜbung,schön\n";
                };

        assertThatThrownBy(() -> sniff("x.csv", text.getBytes(Charset.forName(charset))))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("is not valid UTF-8");
    }

    @Test
    void neverReadsRandomBytes() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[64 + random.nextInt(2000)];
            random.nextBytes(bytes);

            assertThatThrownBy(() -> sniff("x.csv", bytes)).isInstanceOf(UnreadableInput.class);
        }
    }

    @Test
    void trustsAByteOrderMarkMoreThanTheOptions(@TempDir Path job) throws IOException {
        Files.writeString(job.resolve(InputOptions.FILE), "charset: CP949\n");
        Files.writeString(file, "\ufeffterm\n");

        InputShape shape = InputSniffer.sniff(file, "x.csv", InputOptions.load(job));

        assertThat(shape.charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(shape.bomBytes()).isEqualTo(3);
    }

    @Test
    void saysSoWhenTheFileShrankBeforeItIsRead() throws IOException {
        InputShape shape = sniff("x.csv", "\ufeffterm\n");
        Files.write(file, new byte[1]);

        assertThatThrownBy(() -> shape.reader(file)).isInstanceOf(IOException.class);
    }

    @Test
    void readsTheHeadOfAFileWithoutLineEnds() throws IOException {
        assertThat(sniff("x.dat", "x".repeat(200_000)).format()).isEqualTo(Format.TEXT);
    }
}
