package io.cama.flow.choice;

import io.cama.llm.Dialect;
import io.cama.model.Provider;
import io.cama.pace.breaker.Breakers;

/**
 * A model that may answer.
 *
 * @param model without the provider's name
 */
public record Candidate(Provider provider, String model, Dialect dialect) {
    /** {@code provider/model}. */
    public String name() {
        return provider.name() + "/" + model;
    }

    /** The name of its breaker and of its attempt route. */
    public String endpoint() {
        return Breakers.name(provider.name(), model);
    }
}
