/** What a user says about input files: a job's {@code input.yaml}, the limits of a row, and what is refused. */
@NullMarked
package io.cama.input.options;

import org.jspecify.annotations.NullMarked;
