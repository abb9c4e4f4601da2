/** Waiting for what may come sooner. */
@NullMarked
package io.cama.flow.run.bell;

import org.jspecify.annotations.NullMarked;
