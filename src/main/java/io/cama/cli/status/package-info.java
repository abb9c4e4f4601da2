/** The command that tells how things are: the runs, what holds them up, and what was spent. */
@NullMarked
package io.cama.cli.status;

import org.jspecify.annotations.NullMarked;
