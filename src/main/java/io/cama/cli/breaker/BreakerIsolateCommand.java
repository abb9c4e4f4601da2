package io.cama.cli.breaker;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Workplace;
import io.cama.flow.board.OrderBook;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama breaker isolate}: no call goes to a model until the opposite is said. */
@Command(
        name = "isolate",
        description = {
            "Make no call to a model, from now and over restarts, until cama breaker close or reset.",
            "Prompts with cama.fallbacks go on with those; the other runs pause."
        })
public final class BreakerIsolateCommand implements Callable<Integer> {
    private final Globals globals;
    private final InstantSource clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = BreakerName.HELP)
    private String name = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why; shown to whoever asks. Needed.")
    private String reason = "";

    public BreakerIsolateCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        if (reason.isBlank()) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--reason is empty; say why, for whoever finds it off");
        }
        Workplace place = globals.workplace();
        String breaker = BreakerName.of(name, globals, place);
        new OrderBook(place.home()).isolate(breaker, reason.strip(), clock.instant(), BreakerName.person());
        place.note(new Done(Action.BREAKER_ISOLATE, breaker, "", "isolated: " + reason.strip(), true, ""));
        boolean atWork = SqliteLedger.isInUse(place.ledger());
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("breaker", breaker);
            json.put("isolated", true);
            json.put("reason", reason.strip());
            globals.print(JsonText.of(json));
        } else {
            globals.print(breaker + " is isolated: " + reason.strip());
        }
        globals.say((atWork
                        ? "The process at work obeys within " + place.settings().text("cama.state.every")
                        : "It holds from the next start")
                + ". Take it back with: " + globals.command("breaker close " + breaker));
        return Exit.OK;
    }
}
