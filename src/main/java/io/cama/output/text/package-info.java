/**
 * The formats that are lines of text: JSON, JSON Lines, and tables with tabs or commas. How a table
 * looks is what {@code outputs.yaml} in the job's folder says.
 */
@NullMarked
package io.cama.output.text;

import org.jspecify.annotations.NullMarked;
