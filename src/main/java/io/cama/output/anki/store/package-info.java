/**
 * The file Anki reads: a zip with an SQLite database of schema 11 in it. The same notes always give
 * the same bytes.
 */
@NullMarked
package io.cama.output.anki.store;

import org.jspecify.annotations.NullMarked;
