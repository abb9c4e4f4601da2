package io.cama.flow.door;

import org.jspecify.annotations.Nullable;

/**
 * What the process that holds the home folder says to an errand; a later word takes the place of an earlier one.
 *
 * @param run id of the run that the file is, or null
 * @param trouble why it was refused, or null
 * @param text for the person who asked; may be empty
 * @param clean of {@link Stage#DRAINED}, whether nothing was cut off
 */
public record Word(
        Stage stage, @Nullable String run, @Nullable Trouble trouble, String text, boolean clean) {
    /** How far it is. */
    public enum Stage {
        /** Seen, and looked into. */
        TAKEN,
        /** The run is durable; the errand is done as far as the asker's help is needed. */
        ACCEPTED,
        /** What was wanted is done. */
        DONE,
        /** It will not be done. */
        REFUSED,
        /** The process is about to end. */
        DRAINING,
        /** The process has ended. */
        DRAINED
    }

    /** Sorts of refusal. */
    public enum Trouble {
        /** The file cannot be read. */
        INPUT,
        /** The job or the settings of the process that was asked are wrong. */
        CONFIG,
        /** There is nothing to do. */
        NOTHING,
        /** The process does not do such things, or no more. */
        BUSY,
        /** Anything else. */
        INTERNAL
    }

    static Word taken(@Nullable String run) {
        return new Word(Stage.TAKEN, run, null, "", false);
    }

    static Word accepted(String run) {
        return new Word(Stage.ACCEPTED, run, null, "", false);
    }

    /** What was wanted is done. */
    public static Word done(String text) {
        return new Word(Stage.DONE, null, null, text, true);
    }

    /** It will not be done. */
    public static Word refused(Trouble trouble, String text) {
        return new Word(Stage.REFUSED, null, trouble, text, false);
    }

    static Word draining() {
        return new Word(Stage.DRAINING, null, null, "", false);
    }

    static Word drained(boolean clean, String text) {
        return new Word(Stage.DRAINED, null, null, text, clean);
    }
}
