package io.cama.model;

/** A key or token. Its text is only reachable by {@link #reveal()}, so that it cannot be printed by accident. */
public final class Secret {
    private final String text;

    /**
     * @param text the key; surrounding white space is dropped
     * @throws IllegalArgumentException if a line break is left inside, which would inject a header
     */
    public Secret(String text) {
        this.text = text.strip();
        if (this.text.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("the key holds a control character; is it more than one line?");
        }
    }

    public String reveal() {
        return text;
    }

    /** The last four characters, enough for a person to recognise the key by. */
    public String fingerprint() {
        return text.length() < 10 ? "…" : "…" + text.substring(text.length() - 4);
    }

    @Override
    public String toString() {
        return "Secret[" + fingerprint() + "]";
    }
}
