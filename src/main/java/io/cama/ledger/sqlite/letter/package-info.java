/** Dead letters, what is done about them and who is told, as rows of the ledger's SQLite file. */
@NullMarked
package io.cama.ledger.sqlite.letter;

import org.jspecify.annotations.NullMarked;
