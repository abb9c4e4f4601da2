/**
 * How fast and how long an endpoint is asked: requests per minute, the breaker, and the wait before a
 * retry. Time and chance are handed in, so that every promise here can be tested without waiting.
 */
@NullMarked
package io.cama.pace;

import org.jspecify.annotations.NullMarked;
