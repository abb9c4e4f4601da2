/** The commands about the replies that were bought: how many there are, carrying them elsewhere, removing them. */
@NullMarked
package io.cama.cli.cache;

import org.jspecify.annotations.NullMarked;
