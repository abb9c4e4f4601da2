package io.cama.flow.choice;

import io.cama.llm.Dialect;
import io.cama.model.Provider;
import io.cama.pace.breaker.Breakers;

/**
 * A model that may answer.
 *
 * @param model without the provider's name
 * @param name {@code provider/model}
 * @param endpoint the name of its breaker and of its attempt route
 */
public record Candidate(Provider provider, String model, Dialect dialect, String name, String endpoint) {
    public Candidate(Provider provider, String model, Dialect dialect) {
        this(provider, model, dialect, provider.name() + "/" + model, Breakers.name(provider.name(), model));
    }
}
