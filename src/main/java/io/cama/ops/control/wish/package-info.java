/** What other processes want done: how they say it, and how it is answered. */
@NullMarked
package io.cama.ops.control.wish;

import org.jspecify.annotations.NullMarked;
