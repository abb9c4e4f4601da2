package io.cama.cli.steer;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.audit.Chain;
import io.cama.ops.audit.Deed;
import io.cama.ops.audit.Entry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cama audit}: who did what. */
@Command(
        name = "audit",
        description = {
            "Show who did what to Cama, by which way, and how it was before and after; the oldest first.",
            "With --verify, say whether a line was changed, removed or swapped since (65)."
        })
public final class AuditCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--verify", description = "Check the chain instead.")
    private boolean verify;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only from then on: a day (UTC) such as 2026-07-01, or an instant such as 2026-07-01T09:30:00Z.")
    private @Nullable String since;

    public AuditCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        AuditLog log = new AuditLog(globals.workplace().home());
        if (verify) {
            return verify(log);
        }
        Instant from = from();
        long shown = log.read(
                entries -> show(entries.filter(entry -> !entry.deed().at().isBefore(from))));
        if (shown == 0) {
            globals.say("Nothing is written in " + log.path() + (since == null ? "." : " since " + since + "."));
        }
        return Exit.OK;
    }

    private long show(Stream<Entry> entries) {
        if (globals.json()) {
            List<Map<String, Object>> all = entries.map(AuditCommand::json).toList();
            globals.print(JsonText.of(all));
            return all.size();
        }
        LongAdder shown = new LongAdder();
        entries.map(AuditCommand::text).forEach(text -> {
            globals.print(text);
            shown.increment();
        });
        return shown.sum();
    }

    private Instant from() {
        if (since == null) {
            return Instant.MIN;
        }
        try {
            return since.contains("T")
                    ? Instant.parse(since)
                    : LocalDate.parse(since).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException none) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--since: \"" + since
                            + "\" is no day such as 2026-07-01 and no instant such as 2026-07-01T09:30:00Z",
                    none);
        }
    }

    private int verify(AuditLog log) throws IOException {
        Chain chain = log.verify();
        String torn = chain.torn() == 0
                ? ""
                : "; " + chain.torn() + (chain.torn() == 1 ? " line was" : " lines were") + " cut off by a crash";
        String text = chain.isWhole()
                ? "%d %s, and the chain is whole%s"
                        .formatted(chain.entries(), chain.entries() == 1 ? "line" : "lines", torn)
                : "%s:%d: %s".formatted(log.path(), chain.brokenAt(), chain.why());
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("whole", chain.isWhole());
            json.put("lines", chain.entries());
            json.put("torn", chain.torn());
            json.put("brokenAt", chain.isWhole() ? null : chain.brokenAt());
            json.put("why", chain.why());
            globals.print(JsonText.of(json));
        } else {
            globals.print(text);
        }
        return chain.isWhole() ? Exit.OK : Exit.BAD_INPUT;
    }

    private static String text(Entry entry) {
        Deed deed = entry.deed();
        String change =
                deed.before().isEmpty() && deed.after().isEmpty() ? "" : "  " + deed.before() + " -> " + deed.after();
        return "%s  %s (%s, %s)  %s %s%s%s"
                .formatted(
                        deed.at(),
                        deed.who(),
                        deed.way(),
                        deed.role(),
                        deed.action(),
                        deed.object(),
                        change,
                        deed.outcome().equals("done") ? "" : "  " + deed.outcome())
                .replaceAll("[\\p{Cntrl}]", " ");
    }

    private static Map<String, Object> json(Entry entry) {
        Deed deed = entry.deed();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", entry.number());
        json.put("at", deed.at().toString());
        json.put("who", deed.who());
        json.put("way", deed.way());
        json.put("role", deed.role());
        json.put("action", deed.action());
        json.put("object", deed.object());
        json.put("before", deed.before());
        json.put("after", deed.after());
        json.put("outcome", deed.outcome());
        return json;
    }
}
