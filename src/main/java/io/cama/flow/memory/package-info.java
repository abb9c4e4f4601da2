/** Whether the heap has room for more work. */
@NullMarked
package io.cama.flow.memory;

import org.jspecify.annotations.NullMarked;
