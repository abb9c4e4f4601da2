package io.cama.llm.demo.fault;

/** A scenario or an option cannot be used; the message says which, what was seen and what to do. */
public final class ScenarioException extends IllegalArgumentException {
    private final boolean inFile;

    ScenarioException(boolean inFile, String message) {
        super(message);
        this.inFile = inFile;
    }

    /** Whether the scenario file is at fault, else an option. */
    public boolean inFile() {
        return inFile;
    }
}
