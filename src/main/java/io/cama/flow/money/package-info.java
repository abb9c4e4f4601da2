/** How large a call will be, what it may cost, and whether that may be spent. */
@NullMarked
package io.cama.flow.money;

import org.jspecify.annotations.NullMarked;
