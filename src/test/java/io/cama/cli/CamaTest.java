package io.cama.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cama.cli.shell.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CamaTest {
    @TempDir
    private Path home;

    @Test
    void showsItsHelpWhenNothingIsAsked() {
        Answer answer = Answer.of(home);

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).contains("Usage: cama", "demo", "process", "Exit codes:", "Begin with:  cama demo");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void everyCommandTakesTheCommonOptions() {
        CommandLine cama = Cama.commandLine(new Shell(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), Map.of(), Map.of()));
        List<CommandLine> all = new ArrayList<>(cama.getSubcommands().values());
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).getSubcommands().values());
        }

        assertThat(all)
                .extracting(command -> command.getCommandSpec().qualifiedName())
                .contains("cama run", "cama dlq retry", "cama item show", "cama ledger check", "cama prices list");
        assertThat(all).allSatisfy(command -> assertThat(
                        command.getCommandSpec().optionsMap())
                .containsKeys("-C", "--dir", "-c", "--set", "--json", "-q", "-v", "--color", "-h", "--help", "-V"));
    }

    @Test
    void noHelpHoldsAPercentSignThatPicocliTakesForAFormat() {
        List<CommandLine> all = new ArrayList<>(List.of(Cama.commandLine(new Shell(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), Map.of(), Map.of()))));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).getSubcommands().values());
            CommandSpec spec = all.get(i).getCommandSpec();
            texts.addAll(List.of(spec.usageMessage().description()));
            texts.addAll(List.of(spec.usageMessage().footer()));
            spec.args().forEach(argument -> texts.addAll(List.of(argument.description())));
        }

        assertThat(texts).hasSizeGreaterThan(200).allSatisfy(text -> assertThatCode(() -> String.format(text))
                .as(text)
                .doesNotThrowAnyException());
        assertThat(Answer.of(home, "health", "--help").out()).contains("at least 95 % answered");
    }

    @Test
    void everyCommandHasHelpThatSaysWhatItDoes() {
        for (String command : List.of(
                "demo",
                "process",
                "run",
                "prompt",
                "validate",
                "status",
                "resume",
                "drain",
                "health",
                "doctor",
                "breaker",
                "cache",
                "prices",
                "version",
                "help")) {
            Answer answer = Answer.of(home, command, "--help");

            assertThat(answer.exit()).as(command).isZero();
            assertThat(answer.out()).startsWith("Usage: cama " + command);
        }
    }

    @Test
    void helpShowsACommandBelowAnother() {
        assertThat(Answer.of(home, "help", "dlq", "retry").out()).startsWith("Usage: cama dlq retry");
    }

    @Test
    void helpNamesTheCommandsWhenAskedForOneThatIsNone() {
        Answer answer = Answer.of(home, "help", "fly");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("there is no command \"fly\"", "demo, process, run");
    }

    @Test
    void dlqAloneShowsItsCommands() {
        Answer answer = Answer.of(home, "dlq");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).contains("list", "show", "retry");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        Answer answer = Answer.of(home, "statis");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("error: ", "'statis'", "Did you mean: cama status");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        Answer answer = Answer.of(home, "status", "--jsn");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("'--jsn'", "--json");
    }

    @Test
    void saysWhatIsMissingAndWhereToRead() {
        Answer answer = Answer.of(home, "process", "words.csv");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("--job=NAME", "Do: see cama process --help");
    }

    @Test
    void showsTheVersionInBothWays() {
        assertThat(Answer.of(home, "--version").out()).startsWith("cama ").contains("Camel 4.", "Java ");
        assertThat(Answer.of(home, "version").out())
                .isEqualTo(Answer.of(home, "--version").out());
        assertThat(Answer.of(home, "version", "--json").out()).contains("\"cama\" : ", "\"camel\" : \"4.");
    }

    @Test
    void coloursHelpOnlyWhenAsked() {
        assertThat(Answer.of(home, "--help", "--color=always").out()).contains("\u001b[");
        assertThat(Answer.of(home, "--help", "--color=never").out()).doesNotContain("\u001b[");
        assertThat(Answer.of(home, "--help").out()).doesNotContain("\u001b[");
    }
}
