/** Looks a job over before anything is bought: its route, prompts, input and output files, and the keys it needs. */
@NullMarked
package io.cama.cli.check;

import org.jspecify.annotations.NullMarked;
