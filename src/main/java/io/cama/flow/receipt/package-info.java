/**
 * The receipt of a run: what it says, section by section, and under which name it and the outputs lie. Each section is a
 * class of its own; {@link io.cama.flow.receipt.Receipt} puts them in their order.
 */
@NullMarked
package io.cama.flow.receipt;

import org.jspecify.annotations.NullMarked;
