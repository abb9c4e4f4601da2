package io.cama.model;

import java.util.Locale;

/** Whom or what an error concerns, as error documents name it. */
public enum ErrorCategory {
    VALIDATION,
    AUTHENTICATION,
    RATE_LIMIT,
    CIRCUIT_BREAKER,
    EXTERNAL_SERVICE,
    DATABASE,
    CACHE,
    INTERNAL;

    /** The name in documents, such as {@code rate_limit}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
