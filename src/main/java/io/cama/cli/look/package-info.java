/** The commands that only look: they call no model, change nothing and start no Camel. Also how a call is shown. */
@NullMarked
package io.cama.cli.look;

import org.jspecify.annotations.NullMarked;
