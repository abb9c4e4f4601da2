package io.cama.flow.choice;

import io.cama.model.Prompt;
import java.util.List;

/**
 * Who is asked what.
 *
 * @param prompt the prompt to fill, which is a canary's own for some items
 * @param candidates in the order they are tried, one or more, each once
 * @param several whether more than one model could have answered, so that it is worth saying which one did
 * @param known whose stored replies are used before a candidate is asked, beside the candidates' own
 */
public record Choice(Prompt prompt, List<Candidate> candidates, boolean several, List<Candidate> known) {
    public Choice {
        candidates = candidates.size() == 1
                ? List.copyOf(candidates)
                : candidates.stream().distinct().toList();
        known = List.copyOf(known);
    }

    public Choice(Prompt prompt, List<Candidate> candidates, boolean several) {
        this(prompt, candidates, several, List.of());
    }

    /** The same prompt asked of another model, unless one of these has answered it already. */
    Choice askedOf(Candidate other) {
        return new Choice(prompt, List.of(other), several, candidates);
    }
}
