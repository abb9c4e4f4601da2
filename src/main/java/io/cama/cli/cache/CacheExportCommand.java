package io.cama.cli.cache;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.CarriedReply;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.sqlite.SqliteLedger;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama cache export}: good replies into a file of their own. */
@Command(
        name = "export",
        description = {
            "Write the good replies to a file, a line of JSON each, for cama cache import elsewhere.",
            "The file holds what the models said, and nothing of the keys. Works while another cama is at work."
        })
public final class CacheExportCommand implements Callable<Integer> {
    private final Globals globals;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Which which = new Which();

    @Parameters(paramLabel = "FILE", description = "Where to; it must not be there yet.")
    private Path file = Path.of("");

    public CacheExportCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Selection selection = which.selection(Objects.requireNonNull(spec).commandLine(), clock.instant());
        if (Files.exists(file)) {
            throw new Refusal(Exit.NO_OUTPUT, file + " is there already", "name another file, or move this one away");
        }
        Path source = globals.workplace().ledger();
        try (Ledger ledger = SqliteLedger.openReadOnly(source).orElse(null)) {
            if (ledger == null) {
                throw new Refusal(
                        Exit.NOTHING, "there is no ledger at " + source, "nothing was bought in this home folder yet");
            }
            long written = write(ledger.export(selection));
            if (globals.json()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("file", file.toString());
                json.put("replies", written);
                globals.print(JsonText.of(json));
            } else {
                globals.print(written + (written == 1 ? " reply" : " replies") + " in " + file);
            }
        }
        return Exit.OK;
    }

    /** Beside its name first, so that a file of that name is always whole. */
    private long write(Iterator<CarriedReply> replies) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".new");
        long written = 0;
        try {
            try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
                while (replies.hasNext()) {
                    out.write(ReplyLines.write(replies.next()));
                    out.write('\n');
                    written++;
                }
            }
            Files.move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return written;
    }
}
