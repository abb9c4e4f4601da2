package io.cama.cli.back;

import io.cama.cli.back.page.ReportPage;
import io.cama.cli.back.page.Subject;
import io.cama.cli.follow.Account;
import io.cama.cli.follow.Outcome;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.work.Preflight;
import io.cama.flow.receipt.Receipt;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.LocalFault;
import io.cama.model.Run;
import io.cama.output.Publisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cama report}: the account of a run, whatever its state, or a page that tells all about it. */
@Command(
        name = "report",
        sortOptions = false,
        description = {
            "Say of a run, finished or not, what its receipt says or would say now.",
            "With -o, write one HTML page with figures, failures, costs and samples; it needs nothing else to be read."
        },
        footer = {"", "Examples:", "  cama report 1a2b3c4d5e6f -o report.html", "  cama report 1a2b3c4d5e6f --json"})
public final class ReportCommand implements Callable<Integer> {
    private final Globals globals;
    private final InstantSource clock;

    @Parameters(paramLabel = "RUN", description = "As cama status shows it, or its beginning.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The page, such as report.html; a file that is there is replaced.")
    private @Nullable Path output;

    public ReportCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Workplace place = globals.workplace();
        try (Past past = Past.open(globals, place)) {
            Run run = past.run(id);
            if (output == null) {
                new Account(
                                List.of(Outcome.of(past.ledger(), run)),
                                Map.of(),
                                any -> globals.command("resume " + run.id()),
                                SqliteLedger.isInUse(place.ledger()))
                        .print(globals);
            } else {
                write(ReportPage.of(Subject.of(past.ledger(), run, clock.instant()), Receipt.program()), output);
            }
        }
        return Exit.OK;
    }

    private void write(String page, Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        Path name = whole.getFileName();
        if (folder == null || name == null) {
            throw new Refusal(Exit.NO_OUTPUT, file + " is no file", "name one, such as report.html");
        }
        Preflight.outbox(folder);
        try {
            new Publisher(folder)
                    .publishText(name.toString(), "report", out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        } catch (LocalFault | IllegalArgumentException unwritable) {
            throw new Refusal(Exit.NO_OUTPUT, String.valueOf(unwritable.getMessage()), "name another file with -o");
        }
        globals.print(whole.toString());
    }
}
