package io.cama.llm.demo.limit;

/**
 * How much a minute takes.
 *
 * @param requests a minute, 0 for any number
 * @param tokens a minute, of the request and its answer, 0 for any number
 * @param window which minutes are meant
 * @param announced whether replies tell what is left, and refusals how long to wait
 */
public record Limits(long requests, long tokens, Window window, boolean announced) {
    /** No limits. */
    public static final Limits NONE = new Limits(0, 0, Window.SLIDING, true);

    /** Which minutes are meant. */
    public enum Window {
        /** Each minute, wherever it begins. */
        SLIDING,
        /** One after the other, from the start of the endpoint. */
        FIXED
    }

    public Limits {
        if (requests < 0 || tokens < 0) {
            throw new IllegalArgumentException("limits must be zero or more, were " + requests + " and " + tokens);
        }
    }
}
