/** Events and deployed paths as rows. */
@NullMarked
package io.cama.ledger.sqlite.sent;

import org.jspecify.annotations.NullMarked;
