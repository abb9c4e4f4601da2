package io.cama.faults.check;

import java.nio.file.Path;

/**
 * What the judge looks at.
 *
 * @param input as it was given, kept apart from the program: a table with commas and a header
 * @param key column of the input that tells its rows apart; every output that holds a row names it
 * @param home of the program, for inputs that were dropped into its inbox; else the input alone must be unchanged
 * @param dropped whether the input was moved into the inbox
 * @param sha256 of the input when it was given
 * @param calls the endpoint's log
 * @param mostRepeats calls that may have been answered twice: those in flight at each kill or cut
 */
public record Evidence(
        Path input, String key, Path home, Path outbox, boolean dropped, String sha256, Path calls, long mostRepeats) {}
