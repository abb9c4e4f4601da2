/** Tells whoever listens what happens to files, items, runs and endpoints. */
@NullMarked
package io.cama.flow.event;

import org.jspecify.annotations.NullMarked;
