/** How durations, sizes, numbers, lists and placeholders are written, and what a misspelt word stands for. */
@NullMarked
package io.cama.config.text;

import org.jspecify.annotations.NullMarked;
