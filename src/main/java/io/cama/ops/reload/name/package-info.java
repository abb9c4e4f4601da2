/** Names of routes and addresses, so that versions of a job can run side by side. */
@NullMarked
package io.cama.ops.reload.name;

import org.jspecify.annotations.NullMarked;
