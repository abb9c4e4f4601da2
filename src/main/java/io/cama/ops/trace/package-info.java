/** Sends traces and meters to a collector of OpenTelemetry. No class of it is loaded where no endpoint is named. */
@NullMarked
package io.cama.ops.trace;

import org.jspecify.annotations.NullMarked;
