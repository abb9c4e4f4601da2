package io.cama.cli.check;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.flow.choice.Canary;
import io.cama.flow.choice.Fallbacks;
import io.cama.model.Prompt;
import io.cama.prompt.PromptFolder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that is asked, with every model that may answer it.
 *
 * @param models the prompt's own, its canary's and its fallbacks
 */
public record Asked(Prompt prompt, List<String> models) {
    /**
     * Those of these names, the prompts of their canaries included.
     *
     * @throws Refusal if one of them names no model
     */
    static List<Asked> of(PromptFolder prompts, List<String> names) {
        List<Asked> asked = new ArrayList<>();
        names.forEach(name -> add(prompts, prompts.prompt(name), asked));
        return asked;
    }

    private static void add(PromptFolder prompts, Prompt prompt, List<Asked> asked) {
        List<String> models = new ArrayList<>();
        Canary canary = Canary.of(prompt);
        models.add(modelOf(prompt));
        if (canary != null && canary.model() != null) {
            models.add(canary.model());
        }
        models.addAll(Fallbacks.of(prompt));
        asked.add(new Asked(prompt, models));
        if (canary != null && canary.prompt() != null) {
            add(prompts, prompts.prompt(canary.prompt()), asked);
        }
    }

    private static String modelOf(Prompt prompt) {
        @Nullable String model = prompt.model();
        if (model == null) {
            throw new Refusal(
                    Exit.CONFIG,
                    "the prompt " + prompt.name() + " names no model",
                    "add model: provider/model to " + prompt.name() + ".prompt, or give --model");
        }
        return model;
    }
}
