/** Templates of HTML pages: the same language as prompts, where every value is printed as text. */
@NullMarked
package io.cama.prompt.page;

import org.jspecify.annotations.NullMarked;
