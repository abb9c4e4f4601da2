/** Rehearsing a job: the command that serves a demo endpoint which misbehaves as it is told. */
@NullMarked
package io.cama.cli.rehearse;

import org.jspecify.annotations.NullMarked;
