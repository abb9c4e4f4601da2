/** What a person may do while no process is at work: it is durable, and the next one obeys. */
@NullMarked
package io.cama.ops.control.still;

import org.jspecify.annotations.NullMarked;
