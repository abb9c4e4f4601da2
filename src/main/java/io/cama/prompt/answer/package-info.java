/** Reads what a model wrote as the prompt's output format and schema say: JSON or a table. */
@NullMarked
package io.cama.prompt.answer;

import org.jspecify.annotations.NullMarked;
