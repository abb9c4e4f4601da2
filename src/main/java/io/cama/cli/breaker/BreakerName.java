package io.cama.cli.breaker;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.config.ModelName;
import io.cama.flow.board.OrderBook;
import io.cama.flow.board.State;
import io.cama.flow.board.State.BreakerLine;
import io.cama.pace.breaker.Breakers;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** What a person calls a breaker: its model, or its own name. */
final class BreakerName {
    static final String HELP = "provider/model, or the breaker's name as cama breaker list shows it.";

    private BreakerName() {}

    /**
     * The name of the breaker that is meant, which need not be there yet when a model is named.
     *
     * @throws io.cama.config.ConfigException if the model's provider is unknown
     * @throws Refusal if it is no model and no breaker has that name
     */
    static String of(String said, Globals globals, Workplace place) throws IOException {
        if (said.contains("/")) {
            ModelName model = ModelName.parse(said);
            place.settings().provider(model.provider());
            return Breakers.name(model.provider(), model.model());
        }
        Set<String> known =
                new TreeSet<>(new OrderBook(place.home()).read().isolated().keySet());
        State.read(place.home())
                .ifPresent(state ->
                        state.breakers().stream().map(BreakerLine::name).forEach(known::add));
        if (!known.contains(said)) {
            throw new Refusal(
                    Exit.NOTHING,
                    "there is no breaker " + said
                            + (known.isEmpty()
                                    ? "; none has been made yet"
                                    : "; there are " + String.join(", ", known)),
                    "name it by its model, as provider/model; " + globals.command("breaker list")
                            + " shows those there are");
        }
        return said;
    }

    /** Who is at the keyboard, as the system says. */
    static String person() {
        return System.getProperty("user.name", "somebody");
    }
}
