package io.cama.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed Dotprompt file. Schemas are JSON Schema already, whatever form the file gave them in.
 *
 * @param name from the front matter, else from the file's name
 * @param model {@code provider/model}, or null where the caller decides
 * @param config parameters for the model, such as {@code temperature}
 * @param inputDefault values for input fields that an item lacks
 * @param outputFormat {@code json}, {@code text}, {@code tsv}, or null when the file says nothing
 * @param ext dotted front matter fields by their name space: {@code cama.fallbacks} is {@code ext.cama.fallbacks}
 * @param raw the whole front matter as written, unknown keys included
 * @param template the Handlebars text below the front matter
 */
public record Prompt(
        String name,
        @Nullable String variant,
        @Nullable String model,
        List<String> tools,
        Map<String, Object> config,
        @Nullable Map<String, Object> inputSchema,
        Map<String, Object> inputDefault,
        @Nullable String outputFormat,
        @Nullable Map<String, Object> outputSchema,
        Map<String, Map<String, Object>> ext,
        Map<String, Object> metadata,
        Map<String, Object> raw,
        String template) {
    /** The same prompt with other parameters for the model. */
    public Prompt withConfig(Map<String, Object> other) {
        return new Prompt(
                name,
                variant,
                model,
                tools,
                other,
                inputSchema,
                inputDefault,
                outputFormat,
                outputSchema,
                ext,
                metadata,
                raw,
                template);
    }
}
