package io.cama.prompt.json;

/** A text that is no JSON, with the reason. */
public final class BadJson extends Exception {
    public BadJson(String message) {
        super(message, null, false, false);
    }
}
