/** Counts and times what a running Cama does, in numbers whose labels come from the job files and settings alone. */
@NullMarked
package io.cama.ops.meter;

import org.jspecify.annotations.NullMarked;
