package io.cama.prompt;

import io.cama.model.Rendered;
import io.cama.prompt.json.JsonWriter;
import io.cama.prompt.render.PromptData;
import java.util.Map;

/** Shows a rendered prompt as JSON, in the names of the Dotprompt reference. */
public final class RenderedJson {
    private static final int INDENT = 2;

    private RenderedJson() {}

    /**
     * Writes the prompt's fields, schemas as JSON Schema, and the messages; what is absent is left out.
     *
     * @return JSON over several lines
     */
    public static String toJson(Rendered rendered) {
        Map<String, Object> all = PromptData.head(rendered.prompt());
        all.put("messages", PromptData.messages(rendered.messages()));
        return new JsonWriter().write(all, INDENT);
    }
}
