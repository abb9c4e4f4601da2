package io.cama.prompt;

import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Rendered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders sources in one line of a test. */
final class Rendering {
    private final Map<String, String> partials = new LinkedHashMap<>();

    static Rendering with(String... namesAndSources) {
        Rendering rendering = new Rendering();
        for (int i = 0; i < namesAndSources.length; i += 2) {
            rendering.partials.put(namesAndSources[i], namesAndSources[i + 1]);
        }
        return rendering;
    }

    Rendered of(String source, Map<String, Object> input, Map<String, Object> context, List<Message> history) {
        Prompt prompt = PromptFile.parse("test.prompt", source);
        return new PromptRenderer(partials).render(prompt, input, context, history);
    }

    String text(String source, Map<String, Object> input) {
        StringBuilder all = new StringBuilder();
        of(source, input, Map.of(), List.of()).messages().forEach(message -> all.append(message.text()));
        return all.toString();
    }

    static String render(String source, Map<String, Object> input) {
        return with().text(source, input);
    }

    static List<Message> messages(String source, Map<String, Object> input, List<Message> history) {
        return with().of(source, input, Map.of(), history).messages();
    }
}
