/** Whose turn it is where several runs want the same. */
@NullMarked
package io.cama.pace.turn;

import org.jspecify.annotations.NullMarked;
