/** A run's rows become items, and each item gets its end. */
@NullMarked
package io.cama.flow.item;

import org.jspecify.annotations.NullMarked;
