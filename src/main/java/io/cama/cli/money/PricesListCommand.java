package io.cama.cli.money;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Workplace;
import io.cama.llm.price.Price;
import io.cama.llm.price.Prices;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cama prices list}: every list price that is known, by model. */
@Command(name = "list", description = "List the known prices, in US dollars for a million tokens.")
public final class PricesListCommand implements Callable<Integer> {
    private final Globals globals;

    @Parameters(paramLabel = "MODEL-PART", arity = "0..1", description = "Only models with this in their name.")
    private String part = "";

    public PricesListCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Prices prices = Prices.read(globals.workplace().home());
        Workplace.refuseErrors(prices.findings());
        NavigableMap<String, Price> shown = prices.all();
        shown.keySet().removeIf(model -> !model.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)));
        if (globals.json()) {
            globals.print(JsonText.of(shown.entrySet().stream()
                    .map(entry -> PriceText.json(entry.getKey(), entry.getValue()))
                    .toList()));
        } else {
            int width = shown.keySet().stream().mapToInt(String::length).max().orElse(0);
            shown.forEach((model, price) -> globals.print(PriceText.line(model, price, width)));
        }
        if (shown.isEmpty()) {
            globals.say("No price is known for a model with \"" + part + "\" in its name.");
            return Exit.NOTHING;
        }
        return Exit.OK;
    }
}
