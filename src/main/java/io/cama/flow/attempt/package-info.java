/** One prompt for one item: the requests that can be made for it, in which order, and which of them was bought before. */
@NullMarked
package io.cama.flow.attempt;

import org.jspecify.annotations.NullMarked;
