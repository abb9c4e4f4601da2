package io.cama.flow.choice;

import io.cama.config.ModelName;
import io.cama.flow.endpoint.Providers;
import io.cama.flow.run.ActiveRun;
import io.cama.llm.Dialects;
import io.cama.model.Failure;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import io.cama.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses who is asked for an item, from what the prompt says of its model, its canary and its fallbacks. */
public final class Chooser {
    private final Providers providers;
    private final Dialects dialects;

    /** By what prompts and {@code --model} call them, which are few. */
    private final Map<String, Candidate> known = new ConcurrentHashMap<>();

    public Chooser(Providers providers, Dialects dialects) {
        this.providers = providers;
        this.dialects = dialects;
    }

    /**
     * The choice for one item. {@code --model} stands alone: no canary and no fallback goes with it.
     *
     * @param name of the prompt
     * @param item what the item came with
     * @param retake how the item is asked again
     * @throws io.cama.model.EndpointFault if the prompt or one of its models cannot be used
     */
    public Choice of(ActiveRun run, String name, Supplier<Map<String, Object>> item, Retake retake) {
        Prompt prompt = run.prompts().prompt(retake.prompt(name));
        String model = retake.model();
        if (model == null) {
            return usual(run, prompt, item);
        }
        boolean nobody = prompt.model() == null && run.run().model() == null;
        return nobody
                ? new Choice(prompt, List.of(candidate(model)), false)
                : usual(run, prompt, item).askedOf(candidate(model));
    }

    private Choice usual(ActiveRun run, Prompt prompt, Supplier<Map<String, Object>> item) {
        String override = run.run().model();
        if (override != null) {
            return new Choice(prompt, List.of(candidate(override)), false);
        }
        Canary canary = Canary.of(prompt);
        Canary taken = canary != null && canary.takes(run.job().key(), item.get()) ? canary : null;
        Prompt asked = taken != null && taken.prompt() != null ? run.prompts().prompt(taken.prompt()) : prompt;
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(candidate(taken != null && taken.model() != null ? taken.model() : model(asked)));
        Fallbacks.of(asked).forEach(fallback -> candidates.add(candidate(fallback)));
        return new Choice(asked, candidates, canary != null || candidates.size() > 1);
    }

    private static String model(Prompt prompt) {
        @Nullable String model = prompt.model();
        if (model == null) {
            throw Failure.of(Reason.CONFIG, "prompt " + prompt.name() + " names no model and --model is not given")
                    .asFault();
        }
        return model;
    }

    private Candidate candidate(String text) {
        return known.computeIfAbsent(text, this::make);
    }

    private Candidate make(String text) {
        ModelName name = ModelName.parse(text);
        Provider provider = providers.known(name.provider());
        return new Candidate(provider, name.model(), dialects.require(provider.dialect()));
    }
}
