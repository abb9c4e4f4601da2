/** How a process asks something of the one that holds the home folder: by files in {@code work/orders/}, safe against the death of either at any moment. */
@NullMarked
package io.cama.flow.door;

import org.jspecify.annotations.NullMarked;
