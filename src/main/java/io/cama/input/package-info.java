/**
 * A file becomes a stream of rows, whatever a stranger drops: in any of six formats, in memory that does not
 * grow with the file, and with every row that cannot be read named by its line instead of stopping the rest.
 */
@NullMarked
package io.cama.input;

import org.jspecify.annotations.NullMarked;
