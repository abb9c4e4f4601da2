/** The questions of people, as queries. */
@NullMarked
package io.cama.ledger.sqlite.look;

import org.jspecify.annotations.NullMarked;
