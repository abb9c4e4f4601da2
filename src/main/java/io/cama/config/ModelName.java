package io.cama.config;

import io.cama.model.Finding;

/**
 * The full name of a model.
 *
 * @param provider whom to ask, the part before the first slash
 * @param model what the provider calls it, slashes included
 */
public record ModelName(String provider, String model) {
    /**
     * Splits a name at its first slash.
     *
     * @throws ConfigException if either part is missing
     */
    public static ModelName parse(String text) {
        String name = text.strip();
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            throw new ConfigException(Finding.error(
                    "model \"" + name + "\"",
                    0,
                    "is not a provider and a model with a slash between them",
                    "write provider/model, such as openai/gpt-4.1-mini, ollama/llama3.2 or demo/any"));
        }
        return new ModelName(name.substring(0, slash), name.substring(slash + 1));
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
