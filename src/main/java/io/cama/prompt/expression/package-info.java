/** What stands inside a template's tags: names, paths, literals and calls, read from the source with their places. */
@NullMarked
package io.cama.prompt.expression;

import org.jspecify.annotations.NullMarked;
