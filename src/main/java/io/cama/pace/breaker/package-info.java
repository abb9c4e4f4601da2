/**
 * Keeps calls from an endpoint that is ill. The breakers are Resilience4j's; what counts, for how long
 * they stay open, isolation by hand and the numbers are decided here. Safe for use by many threads.
 */
@NullMarked
package io.cama.pace.breaker;

import org.jspecify.annotations.NullMarked;
