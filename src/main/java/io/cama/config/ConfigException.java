package io.cama.config;

import io.cama.model.Finding;

/** Something the user has set, or left unset, stands in the way. Its message says what to do. */
public final class ConfigException extends RuntimeException {
    private final transient Finding finding;

    public ConfigException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
