/** What leaves the house beside the outputs: events, and files that are deployed. */
@NullMarked
package io.cama.ledger.sent;

import org.jspecify.annotations.NullMarked;
