package io.cama.model;

/**
 * The row accounting of a run. {@code rows = ok + dead + skipped + pending} always holds.
 *
 * @param recalled of the ok ones, how many needed no call
 */
public record Counts(long rows, long ok, long dead, long skipped, long pending, long recalled) {}
