/** The commands that change dead letters: edit, answer by hand, ask again, drop. */
@NullMarked
package io.cama.cli.dlq.mend;

import org.jspecify.annotations.NullMarked;
