/** Takes up what changes in jobs and configuration while the program runs, job by job and without losing an item. */
@NullMarked
package io.cama.ops.reload;

import org.jspecify.annotations.NullMarked;
