package io.cama.ledger.memory;

/**
 * What is known of an entry.
 *
 * @param bytes it takes
 * @param accesses how often it was found
 * @param sinceAccess nanoseconds since it was found last, or since it came
 */
public record Entry(long bytes, long accesses, long sinceAccess) {}
