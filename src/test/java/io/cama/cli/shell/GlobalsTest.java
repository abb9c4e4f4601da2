package io.cama.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class GlobalsTest {
    @TempDir
    private Path home;

    private static Globals globals(Map<String, String> environment, Map<String, String> system) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new Globals(new Shell(nowhere, nowhere, environment, system));
    }

    @Test
    void aHomeFolderThatIsAFileIsRefused() throws Exception {
        Path file = Files.createFile(home.resolve("file"));

        Answer answer = Answer.of(file, "status");

        assertThat(answer.exit()).isEqualTo(Exit.USAGE);
        assertThat(answer.err()).contains("--dir", "is a file", "Do: name the folder");
    }

    @Test
    void aSettingWithoutValueIsRefused() {
        assertThat(Answer.of(home, "status", "--set", "cama.items").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void aSettingOfTheCommandLineCounts() {
        Answer answer = Answer.of(home, "status", "--set", "cama.ledger.file=elsewhere/runs.db");

        assertThat(answer.err()).contains(home.resolve("elsewhere/runs.db").toString());
    }

    @Test
    void aFileOfSettingsCounts() throws Exception {
        Path file = Files.writeString(home.resolve("my.properties"), "cama.ledger.file = other.db\n");

        Answer answer = Answer.of(home, "-c", file.toString(), "status");

        assertThat(answer.err()).contains(home.resolve("other.db").toString());
    }

    @Test
    void quietLeavesOutNotes() {
        assertThat(Answer.of(home, "status", "-q").err()).isEmpty();
    }

    @Test
    void aMissingConfigFileIsAnErrorWithItsName() {
        Answer answer = Answer.of(home, "run", "--once", "--config", "nowhere.properties");

        assertThat(answer.exit()).isEqualTo(Exit.CONFIG);
        assertThat(answer.err()).contains("nowhere.properties", "there is no such file");
    }

    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(Globals.command(List.of("process", "my words.csv", "it's", "--job", "낱말", "")))
                .isEqualTo("cama process 'my words.csv' 'it'\\''s' --job 낱말 ''");
    }

    @Test
    void suggestedCommandsNeedNoFolderInTheCurrentOne() {
        assertThat(globals(Map.of(), Map.of()).command("status")).isEqualTo("cama status");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        Map<String, String> terminal = Map.of("cama.tty.out", "true", "cama.tty.err", "true");

        assertThat(globals(Map.of(), terminal).ansi()).isEqualTo(Ansi.ON);
        assertThat(globals(Map.of("NO_COLOR", "1"), terminal).ansi()).isEqualTo(Ansi.OFF);
        assertThat(globals(Map.of("TERM", "dumb"), terminal).ansi()).isEqualTo(Ansi.OFF);
        assertThat(globals(Map.of(), Map.of("cama.tty.out", "true")).ansi()).isEqualTo(Ansi.OFF);
    }

    @Test
    void theProgramIsWhereTheLauncherSays() {
        Path told = globals(Map.of(), Map.of("cama.program", home.toString()))
                .workplace()
                .program();

        assertThat(told).isEqualTo(home);
    }

    @Test
    void withoutLauncherTheProgramIsTheCurrentFolder() {
        assertThat(globals(Map.of(), Map.of()).workplace().program())
                .isEqualTo(Path.of("").toAbsolutePath());
    }

    @Test
    void theWidthIsThatOfTheTerminalWhenItSays() {
        assertThat(globals(Map.of("COLUMNS", "132"), Map.of()).shell().width()).isEqualTo(132);
        assertThat(globals(Map.of("COLUMNS", "wide"), Map.of()).shell().width()).isEqualTo(100);
    }

    @Test
    void theShellOfThisProcessKnowsItsProperties() {
        assertThat(Shell.ofProcess().system()).containsKey("java.version");
    }
}
