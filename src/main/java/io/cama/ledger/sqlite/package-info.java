/**
 * The ledger in one SQLite file. Each table interface here answers one side of the ledger with SQL, in methods that
 * need nothing but the database; {@link io.cama.ledger.sqlite.SqliteLedger} opens them as one.
 */
@NullMarked
package io.cama.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
