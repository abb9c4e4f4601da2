/** The exact table of what can be asked for: a method and a path, or a problem. */
@NullMarked
package io.cama.ops.http.route;

import org.jspecify.annotations.NullMarked;
