package io.cama.cli.shell;

/** A command cannot do what it was asked for. Its message is for the user and says what to do. */
public final class Refusal extends RuntimeException {
    private final int exit;

    /**
     * @param exit one of {@link Exit}
     * @param message what was seen and where
     * @param hint what to do
     */
    public Refusal(int exit, String message, String hint) {
        super(message + "\n  Do: " + hint);
        this.exit = exit;
    }

    public int exit() {
        return exit;
    }
}
