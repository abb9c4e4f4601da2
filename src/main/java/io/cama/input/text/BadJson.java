package io.cama.input.text;

/** A text is not the JSON object a row has to be. */
public final class BadJson extends Exception {
    private final String what;

    BadJson(long line, String what) {
        super(what, null, false, false);
        this.what = "line " + line + ": " + what;
    }

    /** What was seen and in which line. */
    public String what() {
        return what;
    }
}
