package io.cama.flow.attempt;

import io.cama.flow.choice.Candidate;
import io.cama.llm.RequestHash;
import io.cama.model.Rendered;

/**
 * One request to one model.
 *
 * @param base the prompt filled with the item
 * @param rendered what is asked: that, or a repair turn that follows it
 * @param request the body to send, in the provider's form
 * @param hash of the request, under which its reply is kept
 */
public record Try(Candidate candidate, Rendered base, Rendered rendered, String request, String hash) {
    public static Try of(Candidate candidate, Rendered base) {
        return of(candidate, base, base);
    }

    public static Try of(Candidate candidate, Rendered base, Rendered rendered) {
        String request = candidate.dialect().write(candidate.provider(), candidate.model(), rendered);
        return new Try(candidate, base, rendered, request, RequestHash.of(candidate.provider(), request));
    }
}
