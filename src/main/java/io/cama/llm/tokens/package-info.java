/**
 * How many tokens a text is about, without any model's vocabulary. The error of the guess is taken out by what real
 * calls counted, not by a better guess.
 */
@NullMarked
package io.cama.llm.tokens;

import org.jspecify.annotations.NullMarked;
