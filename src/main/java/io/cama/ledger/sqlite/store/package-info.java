/**
 * One SQLite file: made, locked, checked and migrated when opened, written by one thread that commits what is waiting
 * together, read over a few connections. What the tables mean is not known here.
 */
@NullMarked
package io.cama.ledger.sqlite.store;

import org.jspecify.annotations.NullMarked;
