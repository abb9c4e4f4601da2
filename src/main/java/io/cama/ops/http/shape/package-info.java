/** What the API tells and is told, as JSON; the members are those of the API's document. */
@NullMarked
package io.cama.ops.http.shape;

import org.jspecify.annotations.NullMarked;
