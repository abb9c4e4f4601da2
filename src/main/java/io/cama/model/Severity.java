package io.cama.model;

/** How much a failure weighs for the run it happens in. */
public enum Severity {
    /** Asked again by itself. */
    RETRYABLE,
    /** Everything would fail alike, so the run pauses. */
    FATAL,
    /** One item is lost to it and the run goes on. */
    WARNING
}
