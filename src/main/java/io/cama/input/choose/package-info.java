/** Which rows of a file are asked, and what a job adds to each: limits, parameters, and picks from its lists. */
@NullMarked
package io.cama.input.choose;

import org.jspecify.annotations.NullMarked;
