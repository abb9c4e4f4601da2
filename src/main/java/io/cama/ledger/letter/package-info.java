/** The sides of the ledger for whoever works on dead letters: finding them, mending them, telling somebody. */
@NullMarked
package io.cama.ledger.letter;

import org.jspecify.annotations.NullMarked;
