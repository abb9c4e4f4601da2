/** Rows as one HTML page to be read and printed. Nothing on it can run or load anything. */
@NullMarked
package io.cama.output.page;

import org.jspecify.annotations.NullMarked;
