/** A finished run becomes files. */
@NullMarked
package io.cama.flow.publish;

import org.jspecify.annotations.NullMarked;
