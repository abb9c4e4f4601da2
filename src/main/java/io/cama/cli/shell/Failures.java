package io.cama.cli.shell;

import io.cama.config.ConfigException;
import io.cama.flow.standing.HeldBack;
import io.cama.input.options.UnreadableInput;
import io.cama.ledger.fault.LedgerBusyException;
import io.cama.ledger.fault.LedgerException;
import io.cama.model.Fault;
import io.cama.ops.control.NotDone;
import io.cama.prompt.PromptSyntaxException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a sentence on standard error and an exit code. */
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Pattern NO_DATE = Pattern.compile("cannot convert ('.*') to class java\\.time\\.LocalDate .*");
    private static final Set<String> SPEND = Set.of("cost", "costs", "spend", "spent");

    private final Globals globals;

    public Failures(Globals globals) {
        this.globals = globals;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        error(NO_DATE.matcher(String.valueOf(wrong.getMessage())).replaceFirst("$1 is no day such as 2026-07-01"));
        PrintWriter err = globals.shell().err();
        if (wrong instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().stream().anyMatch(SPEND::contains)) {
            err.println("  Do: " + globals.command("status --spend") + " says what was spent");
        } else if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("  Do: see " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return Exit.USAGE;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        Story story = known(thrown).orElseGet(() -> unknown(thrown));
        error(story.text());
        if (globals.verbosity() > 0) {
            thrown.printStackTrace(globals.shell().err());
        }
        globals.shell().err().flush();
        return story.exit();
    }

    private void error(String text) {
        globals.shell().err().println(globals.ansi().new Text("@|bold,red error:|@ ") + text);
    }

    /** The code and the sentence for what a command threw, looked for through all wrappers. */
    public static Optional<Story> known(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause() == at ? null : at.getCause()) {
            Optional<Story> story = tell(at);
            if (story.isPresent()) {
                return story;
            }
        }
        return Optional.empty();
    }

    private static Optional<Story> tell(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage());
        if (thrown instanceof Refusal refusal) {
            return Optional.of(new Story(refusal.exit(), text));
        }
        if (thrown instanceof ConfigException || thrown instanceof PromptSyntaxException) {
            return Optional.of(new Story(Exit.CONFIG, text.replaceFirst(": error: ", ": ")));
        }
        if (thrown instanceof LedgerBusyException) {
            return Optional.of(new Story(Exit.LATER, "another cama uses this home folder. " + text));
        }
        if (thrown instanceof LedgerException) {
            return Optional.of(new Story(Exit.CONFIG, text));
        }
        if (thrown instanceof HeldBack) {
            return Optional.of(new Story(Exit.LATER, text));
        }
        if (thrown instanceof NotDone refused) {
            return Optional.of(new Story(exit(refused.why()), text));
        }
        if (thrown instanceof UnreadableInput) {
            return Optional.of(new Story(Exit.BAD_INPUT, text));
        }
        if (thrown instanceof Fault fault) {
            return Optional.of(new Story(
                    Exit.of(fault.failure().reason()),
                    text + "\n  Do: " + fault.failure().hint()));
        }
        if (thrown instanceof FileSystemException file) {
            return Optional.of(new Story(
                    Exit.NO_OUTPUT,
                    "cannot read or write " + file.getFile() + ": "
                            + file.getClass().getSimpleName() + "\n  Do: check its rights and the space on the disk"));
        }
        return Optional.empty();
    }

    private static int exit(NotDone.Why why) {
        return switch (why) {
            case UNKNOWN, CONFLICT -> Exit.NOTHING;
            case INVALID -> Exit.USAGE;
            case FORBIDDEN -> Exit.REFUSED;
            case TROUBLE -> Exit.LATER;
        };
    }

    private static Story unknown(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return new Story(
                Exit.INTERNAL,
                root.getClass().getSimpleName() + ": " + root.getMessage()
                        + "\n  Do: run it again with -v and report what it shows; nothing that was kept is lost");
    }

    /**
     * What to tell the user.
     *
     * @param exit one of {@link Exit}
     */
    public record Story(int exit, String text) {}
}
