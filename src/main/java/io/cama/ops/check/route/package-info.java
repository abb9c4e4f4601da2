/** Reads route files without Camel: the prompts they ask, the steps Camel does not know, and the ids they use. */
@NullMarked
package io.cama.ops.check.route;

import org.jspecify.annotations.NullMarked;
