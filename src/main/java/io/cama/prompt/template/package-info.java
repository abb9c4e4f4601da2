/**
 * Rendering: a syntax tree and an item's values to pieces of text and marks. Values are reached through maps and
 * lists only; no bean, class, file or network is ever touched, and what a value holds is never read as template.
 */
@NullMarked
package io.cama.prompt.template;

import org.jspecify.annotations.NullMarked;
