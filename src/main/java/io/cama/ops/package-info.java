/** Running it: the standalone application around the flow. */
@NullMarked
package io.cama.ops;

import org.jspecify.annotations.NullMarked;
