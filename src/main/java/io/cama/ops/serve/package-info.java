/** What {@code cama run} has and no other command: the ways to look at it and to steer it while it works. */
@NullMarked
package io.cama.ops.serve;

import org.jspecify.annotations.NullMarked;
