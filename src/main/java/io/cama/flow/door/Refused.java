package io.cama.flow.door;

import io.cama.config.ConfigException;
import io.cama.flow.Causes;
import io.cama.flow.door.Word.Trouble;
import io.cama.flow.standing.HeldBack;
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

    static Refused runGone() {
        return new Refused(
                Trouble.BUSY, "the process that took the order ended before it said what became of it; give it again");
    }

    static Refused nothingFailed() {
        return new Refused(Trouble.NOTHING, "nothing of it has failed; leave out --only-failed to process it");
    }

    static Refused stillRunning() {
        return new Refused(
                Trouble.BUSY,
                "it is being worked on, perhaps on other terms, and what failed of it stays as it is; give it again when it is over");
    }

    private static Trouble trouble(Throwable thrown) {
        if (Causes.find(thrown, UnreadableInput.class).isPresent()) {
            return Trouble.INPUT;
        }
        if (Causes.find(thrown, HeldBack.class).isPresent()) {
            return Trouble.BUSY;
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
                .or(() -> Causes.find(thrown, HeldBack.class))
                .map(known -> String.valueOf(known.getMessage()))
                .orElseGet(() -> Causes.describe(thrown));
    }

    Trouble trouble() {
        return trouble;
    }
}
