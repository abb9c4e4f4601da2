package io.cama.flow.money;

import io.cama.flow.attempt.Size;
import io.cama.flow.choice.Candidate;
import io.cama.llm.price.Price;
import io.cama.llm.price.Prices;
import io.cama.model.Usage;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What calls cost, in billionths of a US dollar. */
public final class Costs {
    private final Prices prices;

    public Costs(Prices prices) {
        this.prices = prices;
    }

    /**
     * What a call cost, or null when nobody knows. What the provider says goes before the price table; a reply that
     * tells no tokens may have cost anything.
     *
     * @param served the model that answered, or null
     */
    public @Nullable Long of(Candidate asked, @Nullable String served, Usage usage) {
        boolean silent = usage.cost() == null && usage.input() + usage.output() == 0;
        return silent ? null : prices.cost(asked.name(), served, usage);
    }

    boolean isPriced(Candidate asked) {
        return prices.of(asked.name()).isPresent();
    }

    /** The most a call can cost; empty when the model has no price, or has one and its output no limit. */
    OptionalLong worst(Candidate asked, Size size) {
        Optional<Price> price = prices.of(asked.name());
        if (price.isEmpty()) {
            return OptionalLong.empty();
        }
        boolean free = price.get().worst(1_000_000, 1_000_000) == 0;
        return free || size.maxOutput() > 0
                ? OptionalLong.of(price.get().worst(size.mostInput(), size.maxOutput()))
                : OptionalLong.empty();
    }
}
