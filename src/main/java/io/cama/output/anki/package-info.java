/**
 * Anki decks. {@code deck.yaml} and the templates beside it say how items become notes; a note's
 * identity comes from the job's key and never from its content, so that importing a newer deck updates
 * what a learner has and keeps the learning progress.
 */
@NullMarked
package io.cama.output.anki;

import org.jspecify.annotations.NullMarked;
