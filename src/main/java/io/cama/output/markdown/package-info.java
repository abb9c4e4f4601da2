/** Results as Markdown to read, in which no answer can be more than text. */
@NullMarked
package io.cama.output.markdown;

import org.jspecify.annotations.NullMarked;
