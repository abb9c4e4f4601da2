package io.cama.cli.cache;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore;
import io.cama.ledger.ReplyStore.CarriedReply;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.llm.price.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cama cache import}, and {@code warm}: replies from elsewhere, which then need not be bought. */
@Command(
        name = "import",
        aliases = "warm",
        description = {
            "Take in replies that cama cache export wrote, and say what they save.",
            "What is asked for in the same words is then answered without a call. A reply that is here already stays.",
            "The file is trusted as the model itself is; a line that is no sound reply is skipped (exit 65)."
        })
public final class CacheImportCommand implements Callable<Integer> {
    /** Further bad lines are only counted. */
    private static final int MOST_TOLD = 20;

    private final Globals globals;
    private final InstantSource clock;

    @Parameters(paramLabel = "FILE", description = "A file that cama cache export wrote.")
    private Path file = Path.of("");

    public CacheImportCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    /** Opens the ledger to change it, which nobody else may do meanwhile. */
    static Ledger open(Workplace place, InstantSource clock) {
        return SqliteLedger.open(
                place.ledger(),
                clock,
                new GroupCommit(
                        place.settings().number("cama.ledger.batch"),
                        place.settings().duration("cama.ledger.linger")),
                place.settings().bytes("cama.ledger.compress-over"));
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal(Exit.NO_INPUT, "there is no file " + file, "check its path");
        }
        try (Ledger ledger = open(globals.workplace(), clock);
                BufferedReader lines = Files.newBufferedReader(file)) {
            Brought brought = bring(lines, ledger);
            print(brought);
            return brought.skipped() == 0 ? Exit.OK : Exit.BAD_INPUT;
        }
    }

    /** @param saved what the new ones have cost where they were bought */
    private record Brought(long fresh, long known, long saved, long unpriced, long skipped) {
        private Brought plus(CarriedReply reply, boolean isNew) {
            Long cost = reply.cost();
            return isNew
                    ? new Brought(
                            fresh + 1,
                            known,
                            saved + (cost == null ? 0 : cost),
                            unpriced + (cost == null ? 1 : 0),
                            skipped)
                    : new Brought(fresh, known + 1, saved, unpriced, skipped);
        }

        private Brought plusSkipped() {
            return new Brought(fresh, known, saved, unpriced, skipped + 1);
        }
    }

    private Brought bring(BufferedReader lines, ReplyStore store) throws IOException {
        Brought brought = new Brought(0, 0, 0, 0, 0);
        int number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    brought = bring(number, line, brought, store);
                }
            }
        } catch (MalformedInputException noText) {
            throw new Refusal(
                    Exit.BAD_INPUT,
                    file + ": it is not UTF-8 after line " + number + ": " + noText.getMessage(),
                    "export it again, and import that; of the lines before none is taken twice");
        }
        return brought;
    }

    private Brought bring(int number, String line, Brought brought, ReplyStore store) {
        CarriedReply reply;
        try {
            reply = ReplyLines.read(line);
        } catch (IllegalArgumentException unsound) {
            if (brought.skipped() < MOST_TOLD) {
                globals.shell()
                        .err()
                        .println("warning: " + file + ":" + number + ": this is no exported reply, skipped: "
                                + unsound.getMessage());
            }
            return brought.plusSkipped();
        }
        return brought.plus(reply, store.bring(reply));
    }

    private void print(Brought brought) {
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("new", brought.fresh());
            json.put("known", brought.known());
            json.put("skipped", brought.skipped());
            json.put("saves", Money.dollars(brought.saved()));
            json.put("withoutPrice", brought.unpriced());
            globals.print(JsonText.of(json));
            return;
        }
        String skipped = brought.skipped() == 0 ? "" : ", " + brought.skipped() + " bad lines skipped";
        globals.print("%d new, %d here already%s".formatted(brought.fresh(), brought.known(), skipped));
        globals.print("the new ones save up to %s%s"
                .formatted(
                        Money.text(brought.saved()),
                        brought.unpriced() == 0 ? "" : ", and " + brought.unpriced() + " calls without a price"));
    }
}
