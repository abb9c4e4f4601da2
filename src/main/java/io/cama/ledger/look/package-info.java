/** What people ask the ledger when they look back at a run: sums of its calls, calls that were lost, single items. */
@NullMarked
package io.cama.ledger.look;

import org.jspecify.annotations.NullMarked;
