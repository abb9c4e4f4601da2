/** The commands about settings, and about the command line itself. */
@NullMarked
package io.cama.cli.config;

import org.jspecify.annotations.NullMarked;
