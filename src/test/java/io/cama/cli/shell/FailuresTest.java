package io.cama.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.config.ConfigException;
import io.cama.input.options.UnreadableInput;
import io.cama.ledger.fault.LedgerBusyException;
import io.cama.ledger.fault.LedgerException;
import io.cama.model.Failure;
import io.cama.model.Finding;
import io.cama.model.Reason;
import io.cama.prompt.PromptSyntaxException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {
    private final StringWriter err = new StringWriter();

    /** A command that does nothing but fail. */
    @Command(name = "failing")
    private record Failing(Exception thrown) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw thrown;
        }
    }

    private int exit(Exception thrown, String... arguments) {
        Globals globals =
                new Globals(new Shell(new PrintWriter(new StringWriter()), new PrintWriter(err), Map.of(), Map.of()));
        CommandLine command = new CommandLine(new Failing(thrown));
        command.getCommandSpec().addMixin("globals", CommandLine.Model.CommandSpec.forAnnotatedObject(globals));
        command.setExecutionExceptionHandler(new Failures(globals));
        return command.execute(arguments);
    }

    @Test
    void aRefusalSaysWhatWasSeenAndWhatToDo() {
        int exit = exit(new Refusal(Exit.NO_INPUT, "there is no file words.csv", "check the path"));

        assertThat(exit).isEqualTo(66);
        assertThat(err).hasToString("error: there is no file words.csv\n  Do: check the path\n");
    }

    @Test
    void aWrappedFailureIsFoundThroughItsWrappers() {
        int exit =
                exit(new IllegalStateException(new RuntimeException(new UnreadableInput("a.csv", "empty", "fill it"))));

        assertThat(exit).isEqualTo(65);
        assertThat(err.toString()).contains("a.csv: empty", "Do: fill it").doesNotContain("\tat ");
    }

    @Test
    void wrongConfigurationIsSeventyEight() {
        Finding finding = Finding.error("cama.properties", 3, "no such key", "remove it");

        assertThat(exit(new ConfigException(finding))).isEqualTo(78);
        assertThat(exit(new PromptSyntaxException(finding))).isEqualTo(78);
        assertThat(exit(new LedgerException("The ledger is damaged", null))).isEqualTo(78);
        assertThat(err.toString()).contains("cama.properties:3: no such key", "The ledger is damaged");
    }

    @Test
    void aLedgerInUseIsTemporary() {
        assertThat(exit(new LedgerBusyException(Path.of("work/ledger.db"), null)))
                .isEqualTo(75);
        assertThat(err.toString()).contains("another cama uses this home folder", "ledger.db");
    }

    @Test
    void aFileThatCannotBeWrittenIsSeventyThree() {
        assertThat(exit(new AccessDeniedException("/home/x/work"))).isEqualTo(73);
        assertThat(err.toString()).contains("/home/x/work", "Do: check its rights");
    }

    @ParameterizedTest
    @CsvSource({"AUTH,77", "FORBIDDEN,77", "ENDPOINT_UNREACHABLE,69", "CONFIG,78", "QUOTA_EXHAUSTED,75", "NET_IO,75"})
    void aFaultHasTheCodeOfItsReason(Reason reason, int code) {
        assertThat(exit(Failure.of(reason, "seen").asFault())).isEqualTo(code);
        assertThat(err.toString()).contains(reason.name(), "seen", "Do: " + reason.hint());
    }

    @Test
    void anythingElseIsInternalAndSaysHowToReportIt() {
        assertThat(exit(new IllegalStateException("wrapper", new ArithmeticException("/ by zero"))))
                .isEqualTo(70);
        assertThat(err.toString())
                .contains("ArithmeticException: / by zero", "with -v")
                .doesNotContain("\tat ");
    }

    @Test
    void verboseShowsWhereItCameFrom() {
        exit(new IllegalStateException("odd"), "-v");

        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void theWorstOfSeveralCodesCounts() {
        assertThat(Exit.worst(List.of(Exit.OK, Exit.DEAD_LETTERS))).isEqualTo(Exit.DEAD_LETTERS);
        assertThat(Exit.worst(List.of(Exit.LATER, Exit.NO_KEY, Exit.DEAD_LETTERS)))
                .isEqualTo(Exit.NO_KEY);
        assertThat(Exit.worst(List.of())).isEqualTo(Exit.OK);
    }
}
