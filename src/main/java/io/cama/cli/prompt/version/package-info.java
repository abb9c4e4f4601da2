/** The versions of a job, listed and brought back. */
@NullMarked
package io.cama.cli.prompt.version;

import org.jspecify.annotations.NullMarked;
