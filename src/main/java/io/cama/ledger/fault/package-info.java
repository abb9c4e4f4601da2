/** How a ledger says that it will not be used as asked. */
@NullMarked
package io.cama.ledger.fault;

import org.jspecify.annotations.NullMarked;
