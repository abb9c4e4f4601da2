/** One prompt for one item: rendered, recalled or asked for, kept, checked. */
@NullMarked
package io.cama.flow.ask;

import org.jspecify.annotations.NullMarked;
