package io.cama.prompt;

import io.cama.model.Finding;

/** A prompt that cannot be used, or is not there. Its message is the finding in full. */
public final class PromptSyntaxException extends RuntimeException {
    private final transient Finding finding;

    public PromptSyntaxException(Finding finding) {
        super(finding.toString(), null, false, false);
        this.finding = finding;
    }

    /** File, line, what was seen and what to do. */
    public Finding finding() {
        return finding;
    }
}
