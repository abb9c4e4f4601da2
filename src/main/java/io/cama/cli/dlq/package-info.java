/** The commands for what could not be answered: list it, look at it, try it again. */
@NullMarked
package io.cama.cli.dlq;

import org.jspecify.annotations.NullMarked;
