package io.cama.input.document.text;

/** A document that is not read, with what was seen and what to do about it. */
public final class RefusedDocument extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST = 500;

    private final String todo;

    public RefusedDocument(String seen, String todo) {
        super(oneLine(seen), null, false, false);
        this.todo = oneLine(todo);
    }

    /** What is wrong with it, in one line. */
    public String seen() {
        return String.valueOf(getMessage());
    }

    /** What to do, in one line. */
    public String todo() {
        return todo;
    }

    private static String oneLine(String text) {
        String line = Cleaning.line(text);
        return line.length() <= MOST ? line : Cleaning.line(line.substring(0, MOST)) + "…";
    }
}
