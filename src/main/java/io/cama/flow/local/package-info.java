/** The machine under the program: whether it can be trusted now, what is done while it cannot, and that it goes on after. */
@NullMarked
package io.cama.flow.local;

import org.jspecify.annotations.NullMarked;
