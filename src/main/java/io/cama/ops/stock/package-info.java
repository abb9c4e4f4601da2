/** What Camel's own command line and consoles see of a Cama at work. */
@NullMarked
package io.cama.ops.stock;

import org.jspecify.annotations.NullMarked;
