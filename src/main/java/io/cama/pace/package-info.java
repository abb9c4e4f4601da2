/**
 * How hard and how long an endpoint is asked: the gate before each call, with its limits and what it
 * learns from how calls end, and the wait before a retry. Time and chance are handed in, so that every
 * promise here can be tested without waiting.
 */
@NullMarked
package io.cama.pace;

import org.jspecify.annotations.NullMarked;
