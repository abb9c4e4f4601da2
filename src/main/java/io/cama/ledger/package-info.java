/**
 * The durable truth: which runs there are, what became of each item, and every reply that was paid for. It stores
 * text and parses none of it. {@link io.cama.ledger.Ledger} is the seam; {@code sqlite} is what stands behind it in
 * one process.
 */
@NullMarked
package io.cama.ledger;

import org.jspecify.annotations.NullMarked;
