/** Tells how well the providers, this machine and the process are, from the calls that were made. */
@NullMarked
package io.cama.ops.health;

import org.jspecify.annotations.NullMarked;
