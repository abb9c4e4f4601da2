package io.cama.cli.cache;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.llm.price.Money;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama cache stats}: how much there is, and what it stands for. */
@Command(
        name = "stats",
        description = "Count the replies, their bytes and what they have cost. Works while another cama is at work.")
public final class CacheStatsCommand implements Callable<Integer> {
    private static final StoreStats NOTHING = new StoreStats(0, 0, 0, 0, 0, null);

    private final Globals globals;

    public CacheStatsCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Path file = globals.workplace().ledger();
        try (Ledger ledger = SqliteLedger.openReadOnly(file).orElse(null)) {
            if (ledger == null) {
                globals.say("No ledger at " + file + ": nothing was bought in this home folder yet.");
            }
            print(ledger == null ? NOTHING : ledger.storeStats());
        }
        return Exit.OK;
    }

    private void print(StoreStats stats) {
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("replies", stats.replies());
            json.put("evidence", stats.evidence());
            json.put("cost", Money.dollars(stats.cost()));
            json.put("bytes", stats.bytes());
            json.put("storedBytes", stats.storedBytes());
            json.put("oldest", stats.oldest() == null ? null : String.valueOf(stats.oldest()));
            globals.print(JsonText.of(json));
            return;
        }
        globals.print("replies      %d, which have cost %s".formatted(stats.replies(), Money.text(stats.cost())));
        globals.print("evidence     %d rejected or failed".formatted(stats.evidence()));
        globals.print("bytes        %d, %d on the disk".formatted(stats.bytes(), stats.storedBytes()));
        globals.print("oldest       " + (stats.oldest() == null ? "none" : String.valueOf(stats.oldest())));
    }
}
