/** The commands about circuit breakers: look at them, switch an endpoint off by hand, and on again. */
@NullMarked
package io.cama.cli.breaker;

import org.jspecify.annotations.NullMarked;
