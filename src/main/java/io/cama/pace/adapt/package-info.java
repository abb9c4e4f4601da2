/**
 * What a gate learns from how calls end: how many may be in flight at once, and when the endpoint wants
 * nobody at all. Not safe for use by many threads: the gate that owns them guards them.
 */
@NullMarked
package io.cama.pace.adapt;

import org.jspecify.annotations.NullMarked;
