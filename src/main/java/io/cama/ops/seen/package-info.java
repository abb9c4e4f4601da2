/** Puts together what can be seen of a running Cama. */
@NullMarked
package io.cama.ops.seen;

import org.jspecify.annotations.NullMarked;
