package io.cama.llm;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * What is the same for all requests that a prompt makes to a model, kept for as long as the prompt is in use. Safe for
 * many threads.
 *
 * @param <T> must not hold on to the prompt
 */
public final class PerPrompt<T> {
    /** More models than any prompt names. */
    private static final int MODELS = 16;

    private record Entry<T>(Provider provider, String model, T value) {}

    private final Cache<Prompt, List<Entry<T>>> kept =
            Caffeine.newBuilder().weakKeys().build();

    /** The value for this very prompt, a provider and its model; made if it is not known. */
    public T of(Prompt prompt, Provider provider, String model, Supplier<T> make) {
        List<Entry<T>> entries = kept.get(prompt, any -> new CopyOnWriteArrayList<>());
        for (Entry<T> entry : entries) {
            if (entry.model().equals(model) && entry.provider().equals(provider)) {
                return entry.value();
            }
        }
        T value = make.get();
        if (entries.size() < MODELS) {
            entries.add(new Entry<>(provider, model, value));
        }
        return value;
    }
}
