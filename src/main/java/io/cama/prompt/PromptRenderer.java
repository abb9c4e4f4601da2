package io.cama.prompt;

import io.cama.model.Failure;
import io.cama.model.ItemFault;
import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import io.cama.prompt.chat.Conversation;
import io.cama.prompt.chat.Piece;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.render.Origins;
import io.cama.prompt.render.Partials;
import io.cama.prompt.render.PromptData;
import io.cama.prompt.schema.Schemas;
import io.cama.prompt.template.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Fills prompts with values. Templates and schemas are compiled once; many threads may render at once. */
public final class PromptRenderer {
    private static final int MAX_VIOLATIONS = 5;
    private static final int MAX_KEPT = 1_000;

    private final Partials partials;
    private final Origins origins;
    private final Schemas schemas = new Schemas();
    private final Map<Origins.Key, Template> compiled = new ConcurrentHashMap<>();

    /**
     * @param partials source by name; the name {@code x} stands for the file {@code _x.prompt}
     */
    public PromptRenderer(Map<String, String> partials) {
        this(new Partials(partials, name -> "_" + name + ".prompt"), new Origins());
    }

    PromptRenderer(Partials partials, Origins origins) {
        this.partials = partials;
        this.origins = origins;
    }

    /**
     * Fills a prompt.
     *
     * @param input an item's values: maps, lists, text, numbers, booleans and null; the prompt's defaults are laid
     *     under them, then they are checked against its input schema
     * @param context values of {@code @name} in the template, such as {@code auth} and {@code state}
     * @param history earlier messages, put where the template has its history helper, else before the last message
     *     of the user
     * @throws ItemFault INPUT_SCHEMA with up to five violations, or TEMPLATE with file, line and column
     */
    public Rendered render(
            Prompt prompt, Map<String, Object> input, Map<String, Object> context, List<Message> history) {
        Map<String, Object> values = new LinkedHashMap<>(prompt.inputDefault());
        values.putAll(input);
        if (prompt.inputSchema() != null) {
            List<String> violations = schemas.violations(prompt.inputSchema(), values, MAX_VIOLATIONS);
            if (!violations.isEmpty()) {
                throw new ItemFault(Failure.of(
                        Reason.INPUT_SCHEMA,
                        "the input of prompt '" + prompt.name() + "' breaks its schema: "
                                + String.join("; ", violations)));
            }
        }
        try {
            List<Piece> pieces =
                    template(prompt).render(values, PromptData.of(prompt, context, history), partials::template);
            return new Rendered(prompt, Collections.unmodifiableMap(values), Conversation.of(pieces, history));
        } catch (TemplateFault e) {
            throw new ItemFault(Failure.of(Reason.TEMPLATE, String.valueOf(e.getMessage())));
        }
    }

    private Template template(Prompt prompt) {
        Origins.Key key = Origins.key(prompt);
        Template known = compiled.get(key);
        if (known != null) {
            return known;
        }
        Origins.Origin origin = origins.of(key);
        Template fresh = Template.compile(origin.file(), origin.line(), prompt.template());
        List<TemplateFault> problems = fresh.problems(partials.names(), partials::unchecked);
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        if (compiled.size() >= MAX_KEPT) {
            compiled.clear();
        }
        compiled.put(key, fresh);
        return fresh;
    }
}
