/**
 * The independent judge of a run: inputs, outputs, dead letters, receipt and the endpoint's own log, read with nothing
 * of the program and never from its ledger.
 */
@NullMarked
package io.cama.faults.check;

import org.jspecify.annotations.NullMarked;
