/** What a dropped file is before any row of it is read: its format, charset and delimiter. */
@NullMarked
package io.cama.input.shape;

import org.jspecify.annotations.NullMarked;
