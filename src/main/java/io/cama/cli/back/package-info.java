/** The commands that look back at a run: its items, its outputs written anew, its report. They call no model. */
@NullMarked
package io.cama.cli.back;

import org.jspecify.annotations.NullMarked;
