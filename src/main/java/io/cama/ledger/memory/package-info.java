/** The replies used lately, held in memory in front of the ledger: what is lost with them is read from it again. */
@NullMarked
package io.cama.ledger.memory;

import org.jspecify.annotations.NullMarked;
