/** How each thing is done that a person wants done to a running Cama. */
@NullMarked
package io.cama.ops.control.live;

import org.jspecify.annotations.NullMarked;
