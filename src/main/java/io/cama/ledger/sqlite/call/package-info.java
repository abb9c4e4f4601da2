/** Calls, their replies and what they cost, as rows of the ledger's SQLite file. */
@NullMarked
package io.cama.ledger.sqlite.call;

import org.jspecify.annotations.NullMarked;
