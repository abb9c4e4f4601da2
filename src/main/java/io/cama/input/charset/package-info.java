/**
 * Which charset a file is in, settled by decoding all of it strictly. A file that fits none for certain is
 * refused with the offset of the byte that does not fit; a replacement character never gets in.
 */
@NullMarked
package io.cama.input.charset;

import org.jspecify.annotations.NullMarked;
