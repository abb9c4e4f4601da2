package io.cama.flow.door;

import io.cama.config.ConfigException;
import io.cama.flow.Causes;
import io.cama.flow.door.Word.Trouble;
import io.cama.input.options.UnreadableInput;
import io.cama.model.Fault;
import io.cama.prompt.PromptSyntaxException;

/** An errand that will not be done. Its message is for the person who asked. */
final class Refused extends RuntimeException {
    private final Trouble trouble;

    Refused(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    /** What stopped an errand, in terms of a refusal. */
    static Refused of(Throwable thrown) {
        Refused refused = new Refused(trouble(thrown), text(thrown));
        refused.initCause(thrown);
        return refused;
    }

    private static Trouble trouble(Throwable thrown) {
        if (Causes.find(thrown, UnreadableInput.class).isPresent()) {
            return Trouble.INPUT;
        }
        boolean config = Causes.find(thrown, ConfigException.class).isPresent()
                || Causes.find(thrown, PromptSyntaxException.class).isPresent();
        return config ? Trouble.CONFIG : Trouble.INTERNAL;
    }

    private static String text(Throwable thrown) {
        return Causes.find(thrown, UnreadableInput.class)
                .<Throwable>map(found -> found)
                .or(() -> Causes.find(thrown, ConfigException.class))
                .or(() -> Causes.find(thrown, PromptSyntaxException.class))
                .or(() -> Causes.find(thrown, Fault.class))
                .map(known -> String.valueOf(known.getMessage()))
                .orElseGet(() -> Causes.describe(thrown));
    }

    Trouble trouble() {
        return trouble;
    }
}
