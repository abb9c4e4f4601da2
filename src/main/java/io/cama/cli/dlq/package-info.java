/** The commands for what could not be answered: looking at it here, changing it in {@code mend}. */
@NullMarked
package io.cama.cli.dlq;

import org.jspecify.annotations.NullMarked;
