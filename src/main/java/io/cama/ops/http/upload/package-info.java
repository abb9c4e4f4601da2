/** Files that come in over HTTP on their way to the inbox. */
@NullMarked
package io.cama.ops.http.upload;

import org.jspecify.annotations.NullMarked;
