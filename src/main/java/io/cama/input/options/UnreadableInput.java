package io.cama.input.options;

/** A file that cannot be read as a whole. The message says which file, what was seen and what to do. */
public final class UnreadableInput extends RuntimeException {
    /**
     * Names the file and the remedy.
     *
     * @param file as the user knows it
     * @param seen what is wrong and where
     * @param todo what to do about it
     */
    public UnreadableInput(String file, String seen, String todo) {
        super("%s: %s%n  Do: %s".formatted(file, seen, todo), null, false, false);
    }
}
