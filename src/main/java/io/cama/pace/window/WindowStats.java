package io.cama.pace.window;

/**
 * How full a window is.
 *
 * @param word rpm, rph, rpd, tpm, tph or tpd
 * @param limit what is allowed now, 0 for no limit
 * @param used what was spent in the last minute, hour or day, reservations of calls under way included
 * @param learned whether the limit was told by the endpoint rather than configured
 */
public record WindowStats(String word, long limit, long used, boolean learned) {}
