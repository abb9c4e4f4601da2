/**
 * Cutting characters into rows. Each class here reads one row's text at a time, bounded by a limit, and
 * says what is wrong with it instead of failing, so that one bad row never costs the rows around it.
 */
@NullMarked
package io.cama.input.text;

import org.jspecify.annotations.NullMarked;
