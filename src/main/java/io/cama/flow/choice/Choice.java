package io.cama.flow.choice;

import io.cama.model.Prompt;
import java.util.List;

/**
 * Who is asked what.
 *
 * @param prompt the prompt to fill, which is a canary's own for some items
 * @param candidates in the order they are tried, one or more, each once
 * @param several whether more than one model could have answered, so that it is worth saying which one did
 */
public record Choice(Prompt prompt, List<Candidate> candidates, boolean several) {
    public Choice {
        candidates = candidates.stream().distinct().toList();
    }
}
