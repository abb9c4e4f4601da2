package io.cama.model;

import org.jspecify.annotations.Nullable;

/** What came back from a model, read from the provider's form. */
public sealed interface Reply {
    /**
     * The model answered; the text has not been checked against the prompt's schema.
     *
     * @param text as the model wrote it
     * @param model the model that served, as the provider names it, or null
     * @param finish why it stopped, in the provider's word, or null
     */
    record Answered(
            String text,
            @Nullable String model,
            Usage usage,
            @Nullable String finish) implements Reply {}

    /** There is no usable answer. */
    record Failed(Failure failure, Usage usage) implements Reply {}
}
