/** What holds for the rows of every format: their order. */
@NullMarked
package io.cama.output.shape;

import org.jspecify.annotations.NullMarked;
