package io.cama.cli.money;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.config.ModelName;
import io.cama.llm.price.Price;
import io.cama.llm.price.Prices;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cama prices show}: the price that a model's calls would be counted at. */
@Command(name = "show", description = "Show the price a model's calls are counted at, and where it is from.")
public final class PricesShowCommand implements Callable<Integer> {
    private final Globals globals;
    private final InstantSource clock;

    @Parameters(paramLabel = "MODEL", description = "A model's full name, such as openai/gpt-4.1-mini.")
    private String model = "";

    public PricesShowCommand(Globals globals, InstantSource clock) {
        this.globals = globals;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Workplace workplace = globals.workplace();
        String name = ModelName.parse(model).toString();
        Prices prices = Prices.read(workplace.home());
        Workplace.refuseErrors(prices.findings());
        Price price = prices.of(name)
                .orElseThrow(() -> new Refusal(
                        Exit.NOTHING,
                        "no price is known for " + name,
                        globals.command("prices list") + " shows those that are; write its price into "
                                + workplace.home().resolve(Prices.HOME_FILE) + ", or bring in a list with "
                                + globals.command("prices update FILE")));
        globals.print(globals.json() ? JsonText.of(PriceText.json(name, price)) : PriceText.text(name, price));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        prices.stale(name, workplace.settings().duration("cama.prices.stale"), today)
                .ifPresent(finding -> globals.say(finding.toString()));
        return Exit.OK;
    }
}
