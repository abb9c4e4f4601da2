/** What is logged, and how much of it. */
@NullMarked
package io.cama.ops.log;

import org.jspecify.annotations.NullMarked;
