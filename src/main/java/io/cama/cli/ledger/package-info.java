/** The commands for a ledger that is damaged or lost. */
@NullMarked
package io.cama.cli.ledger;

import org.jspecify.annotations.NullMarked;
