/** The command {@code cama}: its tree of commands, and nothing else; each command lives with its kin below. */
@NullMarked
package io.cama.cli;

import org.jspecify.annotations.NullMarked;
