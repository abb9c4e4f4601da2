package io.cama.cli.breaker;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.flow.board.OrderBook;
import io.cama.flow.board.Orders.Verb;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets calls through a breaker again. */
final class Release {
    private final Globals globals;
    private final InstantSource clock;

    Release(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    /**
     * Gives the order.
     *
     * @throws Refusal if it would change nothing: the breaker is not isolated, and nobody is at work
     */
    int order(Verb verb, String name) throws IOException {
        Workplace place = globals.workplace();
        String breaker = BreakerName.of(name, globals, place);
        OrderBook book = new OrderBook(place.home());
        boolean isolated = book.read().isolated().containsKey(breaker);
        boolean atWork = SqliteLedger.isInUse(place.ledger());
        if (!isolated && !atWork) {
            throw new Refusal(
                    Exit.NOTHING,
                    breaker + " is not isolated, and no process is at work in " + place.home(),
                    "nothing; a breaker that opened by itself is closed again when the next process starts");
        }
        book.order(verb, breaker, clock.instant(), BreakerName.person());
        place.note(new Done(
                verb == Verb.RESET ? Action.BREAKER_RESET : Action.BREAKER_CLOSE,
                breaker,
                isolated ? "isolated" : "",
                "closed",
                true,
                ""));
        if (globals.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("breaker", breaker);
            json.put("isolated", false);
            json.put("wasIsolated", isolated);
            globals.print(JsonText.of(json));
        } else {
            globals.print(breaker + (isolated ? " is no longer isolated" : " lets calls through again"));
        }
        globals.say(
                atWork
                        ? "The process at work obeys within " + place.settings().text("cama.state.every") + "."
                        : "It holds from the next start.");
        return Exit.OK;
    }
}
