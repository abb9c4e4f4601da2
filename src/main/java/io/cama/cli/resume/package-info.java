/** The command that goes on with runs that are paused or were stopped. */
@NullMarked
package io.cama.cli.resume;

import org.jspecify.annotations.NullMarked;
