/** The rows of a run's input as items: read into the ledger as they are needed, and handed out in turn. */
@NullMarked
package io.cama.flow.rows;

import org.jspecify.annotations.NullMarked;
