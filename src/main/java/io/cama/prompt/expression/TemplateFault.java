package io.cama.prompt.expression;

import io.cama.prompt.file.Place;
import org.jspecify.annotations.Nullable;

/** A template that cannot be read or rendered, with the place at fault. */
public final class TemplateFault extends RuntimeException {
    private final transient Place place;
    private final String problem;

    @Nullable
    private final String hint;

    public TemplateFault(Place place, String problem, @Nullable String hint) {
        super(place + ": " + problem + (hint == null ? "" : "; " + hint), null, false, false);
        this.place = place;
        this.problem = problem;
        this.hint = hint;
    }

    public Place place() {
        return place;
    }

    /** What was seen, without the place. */
    public String problem() {
        return problem;
    }

    /** What to do, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
