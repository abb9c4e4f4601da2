/**
 * What a finished run leaves behind: its results in each format the job asks for, written in one
 * pass, read back, and published so that no half file ever has a final name. A format is one class
 * and one line in {@link io.cama.output.Outputs}.
 */
@NullMarked
package io.cama.output;

import org.jspecify.annotations.NullMarked;
