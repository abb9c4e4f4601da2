package io.cama.cli.check;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.config.ModelName;
import io.cama.config.Settings;
import io.cama.llm.price.Price;
import io.cama.llm.price.Prices;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a cap on the cost can be kept: every model needs a price and every prompt a limit of output tokens. */
public final class BudgetCheck {
    private static final long MANY = 1_000_000;

    private final Settings settings;
    private final Prices prices;

    public BudgetCheck(Settings settings, Prices prices) {
        this.settings = settings;
        this.prices = prices;
    }

    /**
     * Makes sure of it.
     *
     * @param model overrides the prompts' models, or null
     * @throws Refusal with {@link Exit#REFUSED} naming the first prompt or model that could cost anything
     */
    public void require(List<Asked> prompts, @Nullable String model) {
        for (Asked asked : prompts) {
            for (String each : model == null ? asked.models() : List.of(model)) {
                require(asked, each);
            }
        }
    }

    private void require(Asked asked, String model) {
        Optional<Price> price = prices.of(model);
        if (price.isEmpty()) {
            throw new Refusal(
                    Exit.REFUSED,
                    "there is a cap on the cost, and nobody knows what " + model + " costs",
                    "give its price with cama prices update FILE, or leave out the cap");
        }
        boolean free = price.get().worst(MANY, MANY) == 0;
        boolean limited = asked.prompt().config().get("maxOutputTokens") instanceof Number
                || settings.provider(ModelName.parse(model).provider())
                        .dialect()
                        .equals("anthropic");
        if (!free && !limited) {
            throw new Refusal(
                    Exit.REFUSED,
                    "there is a cap on the cost, and prompt " + asked.prompt().name()
                            + " does not limit its output, so that one call could cost anything",
                    "set maxOutputTokens in the prompt's config, or leave out the cap");
        }
    }
}
