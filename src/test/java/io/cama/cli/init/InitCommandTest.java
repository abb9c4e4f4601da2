package io.cama.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.output.anki.PackageReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InitCommandTest {
    @TempDir
    private Path home;

    private Path write(String name, String text, Charset charset) throws IOException {
        return Files.write(home.resolve(name), text.getBytes(charset));
    }

    private Answer init(Path file, String... more) {
        return Answer.of(
                home,
                Stream.concat(Stream.of("init", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Answer process(String job, Path file) {
        return Answer.of(
                home, "process", file.toString(), "--job", job, "--limit", "3", "--set", "cama.runs.poll=10ms");
    }

    static Stream<Arguments> files() {
        Charset cp949 = Charset.forName("x-windows-949");
        return Stream.of(
                Arguments.of(
                        "words.csv",
                        "word,level,note\n사과,1,fruit\n눈치,2,tact\n정,3,affection\n한,4,sorrow\n",
                        StandardCharsets.UTF_8,
                        "UTF-8, parted by commas, the first line names the columns, 4 rows",
                        "words"),
                Arguments.of(
                        "한국어 단어.csv",
                        "단어;품사;뜻풀이\n사과;명사;능금나무의 열매\n달리다;동사;빨리 뛰어가다\n예쁘다;형용사;보기에 좋다\n",
                        cp949,
                        "CP949, parted by semicolons, the first line names the columns, 3 rows",
                        "한국어-단어"),
                Arguments.of(
                        "Sheet 1.csv",
                        "\uFEFFword\tlevel\n사과\t1\n눈치\t2\n정\t3\n",
                        StandardCharsets.UTF_16LE,
                        "UTF-16LE, parted by tabs, the first line names the columns, 3 rows",
                        "sheet-1"),
                Arguments.of(
                        "bare.csv",
                        "사과,1,2024-05-01\n눈치,2,2024-05-02\n정,3,2024-05-03\n",
                        StandardCharsets.UTF_8,
                        "UTF-8, parted by commas, no header, since its first line holds the value 1, 3 rows",
                        "bare"),
                Arguments.of(
                        "odd.csv",
                        "my col,class,a.b,단어 뜻,class,,role\n\"one\ntwo\",\"x, y\",\"say \"\"hi\"\"\",뜻,b,c,d\n"
                                + "three,y,z,뜻,b,,d\nfour,y,z,뜻,,c,d\n",
                        StandardCharsets.UTF_8,
                        "UTF-8, parted by commas, the first line names the columns, 3 rows",
                        "odd"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileBecomesAJobThatMakesADeckWithoutAnyEditing(
            String name, String text, Charset charset, String seen, String job) throws IOException {
        Path file = write(name, text, charset);

        Answer made = init(file);
        Answer sound = Answer.of(home, "validate", job);
        Answer done = process(job, file);

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out())
                .startsWith(file + ": " + seen)
                .contains("wrote jobs/" + job + ": " + job + ".camel.yaml");
        assertThat(made.err()).contains("--job " + job + " --limit 3", "prompt " + job + " --row 1 --input ");
        assertThat(sound.exit()).as(sound.out()).isZero();
        assertThat(sound.err()).contains("0 errors, 0 warnings");
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out()).contains("= 3 ok (0 from the ledger) + 0 dead letters");
        Path deck = home.resolve("outbox").resolve(job).resolve(name.replace(".csv", ".apkg"));
        assertThat(new PackageReader(deck).query("SELECT flds FROM notes"))
                .hasSize(3)
                .allSatisfy(note -> {
                    List<String> fields = List.of(note.text("flds").split("\u001f", -1));
                    assertThat(fields).hasSize(4).noneMatch(String::isBlank);
                    assertThat(fields.get(0)).isNotEqualTo(fields.get(1));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"anki", "enrich", "texts", "blank"})
    void everyTemplateMakesASoundJobOfItsOwnExample(String template) {
        Answer made = Answer.of(home, "init", "--template", template);
        Path example = home.resolve("jobs").resolve(template).resolve("example.csv");

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(Answer.of(home, "validate", "--json", template).out()).isEqualToIgnoringWhitespace("[ ]");
        assertThat(process(template, example).out()).contains("3 rows = 3 ok");
    }

    @Test
    void theTemplatesAreListed() {
        assertThat(Answer.of(home, "init", "--list").out()).contains("anki", "enrich", "texts", "blank");
        assertThat(Answer.of(home, "init", "--list", "--json").out()).contains("\"blank\" : ");
        Answer unknown = Answer.of(home, "init", "--template", "ankl");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("use one of anki, enrich");
    }

    @Test
    void nothingThatIsThereIsWrittenOver() throws IOException {
        Path file = write("words.csv", "word\n사과\n", StandardCharsets.UTF_8);
        init(file);
        Path prompt = Files.writeString(home.resolve("jobs/words/card.prompt"), "mine");

        Answer again = init(file);
        Answer otherCase = init(file, "--name", "WORDS");

        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.err()).contains("give another name with --name; nothing was written");
        assertThat(otherCase.exit()).isEqualTo(4);
        assertThat(prompt).hasContent("mine");
        try (Stream<Path> left = Files.list(home.resolve("jobs"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("words", ".schemas");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/b", ".hidden", "", "con", "a b", "/tmp/x"})
    void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
        Answer answer = init(write("words.csv", "word\n사과\n", StandardCharsets.UTF_8), "--name", name);

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("is no name for a job");
        assertThat(home.resolve("jobs")).doesNotExist();
    }

    @Test
    void aLinkOutOfTheHomeFolderIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        Path file = write("words.csv", "word\n사과\n", StandardCharsets.UTF_8);
        Files.createSymbolicLink(home.resolve("jobs"), elsewhere);

        Answer answer = init(file);

        assertThat(answer.exit()).isEqualTo(4);
        assertThat(answer.err()).contains("is not in the home folder");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void whatIsNoTableIsRefusedAndLeavesNothing() throws IOException {
        assertThat(init(home.resolve("gone.csv")).exit()).isEqualTo(66);
        assertThat(init(write("empty.csv", "word,meaning\n", StandardCharsets.UTF_8))
                        .exit())
                .isEqualTo(65);
        assertThat(init(Files.write(home.resolve("x.csv"), new byte[] {'P', 'K', 3, 4, 0, 0}))
                        .exit())
                .isEqualTo(65);
        assertThat(home.resolve("jobs")).doesNotExist();
    }

    @Test
    void whatTheGuessGotWrongCanBeSaid() throws IOException {
        Path file = write("years.csv", "place,2023\nSeoul,1\nBusan,2\n", StandardCharsets.UTF_8);

        Answer guessed = init(file, "--name", "guessed");
        Answer told = init(file, "--name", "told", "--header");

        assertThat(guessed.out()).contains("no header, since its first line holds the value 2023, 3 rows");
        assertThat(told.out())
                .contains("the first line names the columns, 2 rows", "c_2023: number, \"2023\" in the file");
    }

    @Test
    void jobsAreListedWithWhatTheyDo() throws IOException {
        assertThat(Answer.of(home, "jobs", "--set", "cama.jobs.dirs=jobs").exit())
                .isEqualTo(3);
        init(write("words.csv", "word\n사과\n", StandardCharsets.UTF_8), "--model", "ollama/llama3.2");
        Path prompt = home.resolve("jobs/words/card.prompt");

        Answer text = Answer.of(home, "jobs");
        Files.writeString(prompt, Files.readString(prompt).replace("ollama/llama3.2", "olama/llama3.2"));
        Answer json = Answer.of(home, "jobs", "--json");

        assertThat(text.out())
                .contains(
                        "words: Each row becomes one Anki card",
                        "prompts: card",
                        "models:  ollama/llama3.2",
                        "outputs: json, tsv, apkg",
                        "folder:  " + home.resolve("jobs/words"));
        assertThat(json.exit()).isZero();
        assertThat(json.out()).contains("\"name\" : \"words\"", "card.prompt", "olama");
    }
}
