/** The stored replies looked after: counted, removed when nothing refers to them, and carried between ledgers. */
@NullMarked
package io.cama.ledger.sqlite.care;

import org.jspecify.annotations.NullMarked;
