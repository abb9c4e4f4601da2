/** Has Camel make the routes of jobs without starting them, for {@code cama validate} and for a start that failed. */
@NullMarked
package io.cama.ops.check.start;

import org.jspecify.annotations.NullMarked;
